import { describe, expect, it } from "vitest";
import type { ChangeRequest } from "../../api/change-requests";
import { approvalText, leversOf, touches } from "./standing";

const step = (name: string) => ({ by: `${name}@example.org`, name, at: "2026-03-14T08:00:00Z" });

const request = (part: Partial<ChangeRequest> = {}): ChangeRequest => ({
  id: "1",
  title: "Open the checkout",
  state: "OPEN",
  author: "ada@example.org",
  authorName: "Ada",
  createdAt: "2026-03-14T08:00:00Z",
  digest: "d",
  approvalsNeeded: 2,
  needsMe: false,
  approvals: [],
  flags: { checkout: [{ kind: "turnOn" }] },
  segments: { staff: [{ kind: "addIncluded", keys: ["alice"] }] },
  difference: {},
  ...part,
});

describe("a change request", () => {
  it("says how far its approvals are", () => {
    expect(approvalText(request())).toBe("Waits for 2 approvals.");
    expect(approvalText(request({ approvals: [step("Bob")] }))).toBe(
      "Approved by Bob; 1 more to come.",
    );
    expect(approvalText(request({ approvals: [step("Bob"), step("Cy")] }))).toBe(
      "Approved by Bob and Cy.",
    );
    expect(approvalText(request({ approvalsNeeded: 0 }))).toBe("Needs no approval.");
  });

  it("names what it touches", () => expect(touches(request())).toBe("checkout and segment staff"));

  it("is approved or rejected by others, and taken back by its author", () => {
    expect(leversOf(request(), "ada@example.org")).toEqual(["rebase", "withdraw"]);
    expect(leversOf(request({ needsMe: true }), "bob@example.org")).toEqual([
      "approve",
      "reject",
      "rebase",
      "withdraw",
    ]);
  });

  it("is applied once it is approved, brought back once it failed, and left alone once it is over", () => {
    expect(leversOf(request({ state: "APPROVED" }), "ada@example.org")[0]).toBe("apply");
    expect(leversOf(request({ state: "SCHEDULED" }), "ada@example.org")).not.toContain("apply");
    expect(leversOf(request({ state: "FAILED" }), "ada@example.org")).toEqual([
      "rebase",
      "withdraw",
    ]);
    for (const state of ["APPLIED", "REJECTED", "WITHDRAWN"] as const)
      expect(leversOf(request({ state }), "bob@example.org")).toEqual([]);
  });
});
