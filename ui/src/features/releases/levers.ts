import type { Act, Release } from "../../api/releases";
import { listing, percent } from "../../lib/format";
import { isOver } from "./state";

/** What a person can do with a release as it stands, the most likely first. */
export function levers(release: Release): Act[] {
  const { state, step } = release;
  if (state === "DRAFT" || state === "SCHEDULED") return ["start", "abort"];
  // Until nobody watches it any more it can be taken back by hand as by a guard.
  if (state === "COMPLETED" && step === "WATCHING") return ["rollback"];
  if (state === "ROLLED_BACK" && !release.acknowledgedAt) return ["acknowledge"];
  if (isOver(release)) return [];
  const go: Act[] = state === "PAUSED" ? ["resume"] : ["pause"];
  return [
    ...(step === "AWAITING_APPROVAL" ? (["approve"] as Act[]) : []),
    ...go,
    "promote",
    "rollback",
  ];
}

/** Regions that have the treatment now, with their shares: what a rollback reaches. */
export const treated = ({ regions }: Release) =>
  regions.filter(({ status }) => status === "treated" || status === "completed");

/** What will happen, before it does; nothing to say of what can be undone at once. */
export function consequence(act: Act, release: Release, region: string): string {
  const { control, treatment, plan, stage } = release;
  if (act === "rollback") {
    const there = treated(release).filter((one) => region === "" || one.region === region);
    const where = there.map((one) => `${one.region} (${percent(one.percent / 100)})`);
    const who = where.length ? `All units in ${listing(where, 8)}` : "All units";
    const rest = region === "" ? "Nothing else of the flag changes." : "The other regions go on.";
    return `${who} get “${control}” again. ${rest}`;
  }
  if (act === "abort") return "It never begins. Nothing of the flag changes.";
  if (act !== "promote") return "";
  const next = plan.stages[stage + 1];
  if (!next) return `The release completes: “${treatment}” is served as the plan says.`;
  const where = next.regions === "all" ? "everywhere" : `in ${listing(next.regions)}`;
  return `Goes on to “${next.name}” now: ${percent(next.percent / 100)} ${where} get “${treatment}”, though the guards have not decided.`;
}
