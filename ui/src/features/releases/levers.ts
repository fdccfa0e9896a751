import type { Act, Release } from "../../api/releases";
import { releasesText } from "../../text/en/releases";
import { listing, percent } from "../../text/format";
import { isOver } from "./state";

const words = releasesText.levers;

/** What a person can do with a release as it stands, the most likely first. */
export function levers(release: Release, approvals = 0): Act[] {
  const { state, step } = release;
  if (state === "DRAFT" || state === "SCHEDULED")
    return startNeeds(release, approvals) > 0 ? ["approve", "abort"] : ["start", "abort"];
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

/** How many more have to agree before it may begin, where the environment asks for so many approvals of each edit. */
export const startNeeds = ({ state, approvals = [] }: Release, asked: number) =>
  state === "DRAFT" || state === "SCHEDULED" ? Math.max(0, asked - (approvals?.length ?? 0)) : 0;

/** Regions that have the treatment now, with their shares: what a rollback reaches. */
export const treated = ({ regions }: Release) =>
  regions.filter(({ status }) => status === "treated" || status === "completed");

/** What will happen, before it does; nothing to say of what can be undone at once. */
export function consequence(act: Act, release: Release, region: string): string {
  const { control, treatment, plan, stage } = release;
  if (act === "rollback") {
    const there = treated(release).filter((one) => region === "" || one.region === region);
    const where = there.map((one) => `${one.region} (${percent(one.percent / 100)})`);
    const who = where.length ? words.allUnitsIn(listing(where, 8)) : words.allUnits;
    const rest = region === "" ? words.nothingElseChanges : words.othersGoOn;
    return words.getBack(who, control, rest);
  }
  if (act === "abort") return words.neverBegins;
  if (act !== "promote") return "";
  const next = plan.stages[stage + 1];
  if (!next) return words.completes(treatment);
  const where = next.regions === "all" ? words.everywhere : words.inRegions(listing(next.regions));
  return words.goesOn(next.name, percent(next.percent / 100), where, treatment);
}
