import { describe, expect, it } from "vitest";
import { type Instruction, instructionsOf, segmentInstructionsOf } from "./instructions";
import type { Rule, TargetingEdit } from "./targeting";

const rule = (id: string, variant = "on"): Rule => ({
  id,
  when: { attribute: "plan", op: "in", values: [id] },
  serve: { variant },
});

const targeting = (part: Partial<TargetingEdit> = {}): TargetingEdit => ({
  enabled: false,
  offVariant: "off",
  prerequisites: [],
  targets: [],
  rules: [],
  default: { variant: "off" },
  ...part,
});

/** What the server does with instructions for rules. */
function play(before: Rule[], instructions: Instruction[]): Rule[] {
  const out = [...before];
  const at = (id?: string) => (id === undefined ? out.length : out.findIndex((r) => r.id === id));
  for (const one of instructions) {
    if (one.kind === "removeRule") out.splice(at(one.id), 1);
    if (one.kind === "replaceRule") out[at(one.id)] = one.rule;
    if (one.kind === "addRule") out.splice(at(one.before), 0, one.rule);
    if (one.kind === "moveRule") {
      const [moved] = out.splice(at(one.id), 1);
      if (moved) out.splice(at(one.before), 0, moved);
    }
  }
  return out;
}

describe("the steps from one targeting to another", () => {
  it("are none where nothing differs", () => {
    expect(instructionsOf(targeting(), targeting())).toEqual([]);
  });

  it("name what differs and nothing else", () => {
    const before = targeting({ prerequisites: [{ flag: "a", variants: ["on"] }] });
    const after = targeting({
      enabled: true,
      offVariant: "none",
      prerequisites: [{ flag: "b", variants: ["on"] }],
      targets: [{ variant: "on", keys: ["alice"] }],
      default: { split: { by: "targetingKey", ranges: [{ to: 100_000, variant: "on" }] } },
    });
    expect(instructionsOf(before, after)).toEqual([
      { kind: "turnOn" },
      { kind: "setOffVariant", variant: "none" },
      { kind: "removePrerequisite", flag: "a" },
      { kind: "addPrerequisite", flag: "b", variants: ["on"] },
      { kind: "setTargets", targets: [{ variant: "on", keys: ["alice"] }] },
      {
        kind: "setDefault",
        split: { by: "targetingKey", ranges: [{ to: 100_000, variant: "on" }] },
      },
    ]);
    expect(instructionsOf(after, targeting())[0]).toEqual({ kind: "turnOff" });
  });

  it("move one rule and leave the others where they are", () => {
    const [a, b, c] = [rule("a"), rule("b"), rule("c")];
    expect(
      instructionsOf(targeting({ rules: [a, b, c] }), targeting({ rules: [b, c, a] })),
    ).toEqual([{ kind: "moveRule", id: "a" }]);
  });

  it("come to the rules that are wanted, whatever was there", () => {
    const names = ["a", "b", "c", "d", "e"];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const some = () =>
      names
        .filter(() => random(3) > 0)
        .map((name) => ({ name, place: random(100) }))
        .sort((one, two) => one.place - two.place)
        .map(({ name }) => rule(name, random(2) ? "on" : "off"));
    for (let i = 0; i < 500; i++) {
      const [before, after] = [some(), some()];
      const steps = instructionsOf(targeting({ rules: before }), targeting({ rules: after }));
      expect(play(before, steps)).toEqual(after);
    }
  });
});

describe("the steps from one segment to another", () => {
  it("name keys that come and go, a condition, a name", () => {
    const when = { attribute: "plan", op: "in", values: ["beta"] };
    expect(
      segmentInstructionsOf(
        { name: "Staff", included: ["a", "b"], excluded: [], when },
        { name: "The staff", included: ["b", "c"], excluded: ["d"], when: null },
      ),
    ).toEqual([
      { kind: "setName", name: "The staff" },
      { kind: "removeIncluded", keys: ["a"] },
      { kind: "addIncluded", keys: ["c"] },
      { kind: "addExcluded", keys: ["d"] },
      { kind: "removeWhen" },
    ]);
    expect(segmentInstructionsOf({}, { included: ["a"], when })).toEqual([
      { kind: "addIncluded", keys: ["a"] },
      { kind: "setWhen", when },
    ]);
    expect(segmentInstructionsOf({ when }, { when })).toEqual([]);
  });
});
