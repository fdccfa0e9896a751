import { describe, expect, it } from "vitest";
import { may } from "./may";
import type { Role } from "./roles";
import type { Person } from "./session";

const role = (key: string, permissions: Role["permissions"]): Role => ({
  key,
  name: key,
  permissions,
  builtIn: false,
  version: 1,
});
const made = [role("viewer", ["view"]), role("keeper", ["view", "configure"])];
const person = (more: Partial<Person>): Person => ({
  email: "kiri@example.org",
  name: "Kiri",
  role: "viewer",
  ...more,
});
const configures = (more: Partial<Person>) => may(person(more), made, "shop", "configure");

describe("who may configure a project", () => {
  it("is who has a role that gives it, everywhere or there", () => {
    expect(configures({})).toBe(false);
    expect(configures({ role: "keeper" })).toBe(true);
    expect(configures({ grants: [{ project: "shop", role: "keeper" }] })).toBe(true);
  });

  it("is nobody who has it elsewhere, or in one environment of it", () => {
    expect(configures({ grants: [{ project: "news", role: "keeper" }] })).toBe(false);
    const staging = { project: "shop", environment: "staging", role: "keeper" };
    expect(configures({ grants: [staging] })).toBe(false);
  });

  it("may be anybody who is of a team: what it gives is not told to them", () => {
    expect(configures({ teams: ["platform"] })).toBe(true);
  });

  it("is nobody of a role that is not known yet", () => {
    expect(may(person({ role: "keeper" }), [], "shop", "configure")).toBe(false);
  });
});
