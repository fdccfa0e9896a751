import { describe, expect, it } from "vitest";
import { contextOf } from "../../lib/question";
import { snippets } from "./snippets";

const text = (name: string, context: Record<string, never> | object) =>
  snippets({
    server: "https://flags.example.org",
    flag: "checkout",
    value: 3,
    context: context as Record<string, never>,
  }).find((one) => one.name === name)?.text ?? "";

describe("the question as code", () => {
  it("is one word to a shell, whatever is in it", () => {
    expect(text("curl", { targetingKey: "o'brien" })).toContain(
      `-d '{"context":{"targetingKey":"o'\\''brien"}}'`,
    );
  });

  it("is Java's literals, lists and maps among them", () => {
    expect(text("Java", { targetingKey: "a", tags: ["x", "y"], app: { version: "2" } })).toBe(
      `Context context = Context.of("a")
    .with("tags", List.of("x", "y"))
    .with("app", Map.of("version", "2"));
double value = flags.doubleValue("checkout", context, 0);`,
    );
  });

  it("asks by the method of the value's kind", () => {
    expect(text("JavaScript", {})).toContain('flags.numberValue("checkout", context, 0)');
  });
});

it("a question's context is its parts, and nothing where the attributes are no object", () => {
  expect(contextOf({ key: "a", region: "nz", attributes: '{"plan": "beta"}' })).toEqual({
    targetingKey: "a",
    region: "nz",
    plan: "beta",
  });
  expect(contextOf({ attributes: "[1]" })).toBeUndefined();
  expect(contextOf({ attributes: "{" })).toBeUndefined();
  expect(contextOf({})).toEqual({});
});
