import type { Region } from "../../api/regions";
import type { Plan, Stage } from "../../api/releases";
import { listing, percent } from "../../lib/format";

/** How long a stage may be watched, as the form offers it. */
export const bakes = [
  { value: "PT1M", label: "1 minute" },
  { value: "PT10M", label: "10 minutes" },
  { value: "PT1H", label: "1 hour" },
  { value: "PT4H", label: "4 hours" },
  { value: "PT12H", label: "12 hours" },
];

/** What a person chooses of a stage; the rest has a default. */
export interface StageDraft {
  regions: string[] | "all";
  percent: number;
  bake: string;
}

const draft = (regions: StageDraft["regions"], percent: number, bake: string) => ({
  regions,
  percent,
  bake,
});

/** Canary by region: slowly in the first, then one region after the other, then everywhere. */
export function canary(regions: Region[]): StageDraft[] {
  const [first, ...others] = regions;
  if (!first) return [5, 25, 50, 100].map((share) => draft("all", share, "PT1H"));
  return [
    draft([first.key], 5, "PT1H"),
    draft([first.key], 50, "PT1H"),
    draft([first.key], 95, "PT12H"),
    ...others.map(({ key }) => draft([key], 95, "PT4H")),
    draft("all", 100, "PT12H"),
  ];
}

const where = (regions: StageDraft["regions"]) =>
  regions === "all" ? "everywhere" : listing(regions);

/** The plan that the form describes. */
export function planOf(
  stages: StageDraft[],
  guards: Plan["guards"],
  receipts: number | null,
): Plan {
  return {
    stages: stages.map(
      (one): Stage => ({
        name: `${where(one.regions)} ${percent(one.percent / 100)}`,
        regions: one.regions,
        percent: one.percent,
        warmUp: "PT0S",
        bake: one.bake,
        minUnits: 0,
        receipts,
        onUndecided: "hold",
      }),
    ),
    guards,
    holdback: 5,
  };
}
