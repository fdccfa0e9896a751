import { describe, expect, it } from "vitest";
import type { Webhook } from "../../api/webhooks";
import { choosesNothing, differing, draftOf, editOf, switched } from "./draft";

const webhook: Webhook = {
  id: "1",
  name: "pager",
  url: "https://pager.example.com/",
  format: "standard",
  events: ["release.rolledBack", "flag.*"],
  environments: ["production"],
  enabled: true,
  pending: 0,
  createdBy: "ada",
  createdAt: "2026-03-14T08:00:00Z",
  version: 3,
};

describe("a webhook's form", () => {
  it("keeps what no group has", () => {
    const draft = draftOf(webhook);
    expect(draft).toMatchObject({ groups: ["flag.*"], others: "release.rolledBack" });
    expect(editOf(draft, true).events).toEqual(["flag.*", "release.rolledBack"]);
  });

  it("sends everything as none, and not by what was chosen before", () => {
    const draft = { ...draftOf(webhook), everything: true, anywhere: true };
    expect(editOf(draft, true)).toMatchObject({ events: [], environments: [] });
    expect(choosesNothing.events(draft)).toBe(false);
  });

  it("is not sent where some are to be chosen and none is", () => {
    const draft = { ...draftOf(webhook), groups: [], others: " ", environments: [] };
    expect(choosesNothing.events(draft)).toBe(true);
    expect(choosesNothing.environments(draft)).toBe(true);
  });

  it("sends a secret and a ref only where the format has them", () => {
    const draft = { ...draftOf(webhook), secret: "whsec_x", ref: "main" };
    expect(editOf(draft, true).secret).toBe("whsec_x");
    expect(editOf(draft, true)).not.toHaveProperty("ref");
    expect(editOf({ ...draft, format: "slack" }, true)).not.toHaveProperty("secret");
    expect(editOf({ ...draft, format: "github" }, true)).toMatchObject({ ref: "main" });
  });

  it("turns one off and leaves all else as it is", () => {
    expect(differing(switched(webhook, true), webhook)).toEqual([]);
    expect(differing(switched(webhook, false), webhook)).toEqual(["enabled"]);
  });

  it("sees in what somebody else was faster", () => {
    const there = { ...webhook, url: "https://other.example.com/", environments: [] };
    expect(differing(editOf(draftOf(webhook), true), there)).toEqual(["url", "environments"]);
  });
});
