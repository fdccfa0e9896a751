import { describe, expect, it } from "vitest";
import type { Look, Release } from "../../api/releases";
import { gatesOf } from "./gates";
import { consequence, levers } from "./levers";
import { turns } from "./looks";
import { guardsOf, named, offers, planOf } from "./plan";

const stage = { name: "nz 5 %", regions: ["nz"], percent: 5, bake: "PT1H" };

const plan = {
  stages: [
    { ...stage, receipts: 99 },
    {
      ...stage,
      name: "au",
      regions: ["au"],
      approval: { count: 2, role: "approver" },
      checks: ["e2e"],
    },
    { ...stage, name: "all", regions: "all" as const, percent: 100 },
  ],
  guards: [],
};

const release = (part: Partial<Release>): Release => ({
  id: "1",
  environment: "production",
  flag: "checkout",
  treatment: "on",
  control: "off",
  state: "RUNNING",
  step: "BAKING",
  stage: 1,
  version: 1,
  plan,
  revision: 1,
  sentence: "",
  createdAt: "2026-03-14T09:00:00Z",
  startedAt: "2026-03-14T09:00:00Z",
  regions: [
    { region: "nz", percent: 50, stage: 0, status: "treated" },
    { region: "au", percent: 5, stage: 1, status: "treated" },
    { region: "eu", percent: 0, stage: null, status: "untouched" },
  ],
  guards: [],
  events: [],
  ...part,
});

describe("what a stage waits for", () => {
  it("is met, awaited or ahead, as the release stands", () => {
    const now = release({
      step: "AWAITING_APPROVAL",
      approvals: [{ person: "bob", at: "2026-03-14T10:00:00Z" }],
      checks: [{ name: "e2e", state: "FAILURE", at: "2026-03-14T10:00:00Z" }],
    });
    expect(gatesOf(now, 0).map(({ state }) => state)).toEqual(["met", "met"]);
    expect(gatesOf(now, 1)).toEqual([
      { text: "bakes 1\u00a0h", state: "met" },
      { text: "1 of 2 approvals (bob)", state: "open" },
      { text: "CI check e2e: failed", state: "failed" },
    ]);
    expect(gatesOf(now, 2).map(({ state }) => state)).toEqual(["ahead"]);
  });

  it("links only what a browser may safely open", () => {
    const check = (detailsUrl: string) =>
      gatesOf(release({ checks: [{ name: "e2e", state: "PENDING", detailsUrl, at: "" }] }), 1).at(
        -1,
      )?.href;
    expect(check("https://ci.example.org/7")).toBe("https://ci.example.org/7");
    expect(check("javascript:alert(1)")).toBeUndefined();
  });

  it("is all ahead in a draft", () => {
    const draft = release({ state: "DRAFT", step: null, stage: 0, startedAt: null });
    expect(gatesOf(draft, 0).map(({ state }) => state)).toEqual(["ahead", "ahead"]);
  });
});

describe("the levers", () => {
  it("are what can be done now", () => {
    expect(levers(release({}))).toEqual(["pause", "promote", "rollback"]);
    expect(levers(release({ step: "AWAITING_APPROVAL" }))[0]).toBe("approve");
    expect(levers(release({ state: "PAUSED" }))[0]).toBe("resume");
    expect(levers(release({ state: "DRAFT" }))).toEqual(["start", "abort"]);
    const approvals = [{ person: "bob", at: "2026-03-14T10:00:00Z" }];
    expect(levers(release({ state: "DRAFT", approvals }), 2)).toEqual(["approve", "abort"]);
    expect(levers(release({ state: "SCHEDULED", approvals }), 1)[0]).toBe("start");
    expect(levers(release({ state: "COMPLETED", step: "WATCHING" }))).toEqual(["rollback"]);
    expect(levers(release({ state: "COMPLETED", step: null }))).toEqual([]);
  });

  it("say what a rollback reaches, everywhere or in one region", () => {
    expect(consequence("rollback", release({}), "")).toContain("nz (50\u00a0%) and au (5\u00a0%)");
    expect(consequence("rollback", release({}), "au")).toBe(
      "All units in au (5\u00a0%) get “off” again. The other regions go on.",
    );
  });
});

describe("a plan", () => {
  const template = { key: "blue-green", description: "At once.", plan };
  const kept = { key: "ours", version: 3, name: "Ours", plan };

  it("is offered with what was kept first, and says where it came from", () => {
    const both = offers([template], [kept]);
    expect(both.map(({ label }) => label)).toEqual(["Ours (kept, version 3)", "Blue green"]);
    expect(both.map((one) => one.plan.origin)).toEqual(["ours, version 3", "blue-green"]);
  });

  it("guards the first metric there is, unless the plan guards something itself", () => {
    const guards = [{ metric: "own", margin: 0.2 }];
    const [offer] = offers([{ ...template, plan: { ...plan, guards } }], []);
    expect(guardsOf(offer, [{ key: "other" }])).toEqual(guards);
    expect(guardsOf(offers([template], [])[0], [{ key: "other" }])[0]?.metric).toBe("other");
  });

  it("keeps all that the form does not ask about", () => {
    const [offer] = offers([template], []);
    if (!offer) throw new Error("nothing was offered");
    const made = planOf(offer, offer.plan.stages, [{ metric: "", margin: 0.5 }], false);
    expect(made.stages[1]?.approval).toEqual({ count: 2, role: "approver" });
    expect(made.stages.map(({ receipts }) => receipts)).toEqual([null, null, null]);
    expect(made.guards).toEqual([]);
  });

  it("names a stage anew when it changes, but not one that has a name of its own", () => {
    const before = { ...stage, name: "nz 5 %" };
    expect(named({ ...before, percent: 10 }, before).name).toBe("nz 10\u00a0%");
    const own = { ...stage, name: "the brave" };
    expect(named({ ...own, percent: 10 }, own).name).toBe("the brave");
  });
});

it("a verdict turns where it is another than at the look before of the same guard", () => {
  const look = (metric: string, verdict: Look["verdict"], number: number): Look => ({
    number,
    at: "",
    metric,
    verdict,
    evidence: 1,
  });
  const looks = [
    look("a", "NO_DATA", 1),
    look("b", "NO_DATA", 2),
    look("a", "NO_DATA", 3),
    look("a", "FAIL", 4),
    look("b", "NO_DATA", 5),
  ];
  expect(turns(looks).map(({ number }) => number)).toEqual([1, 2, 4]);
});
