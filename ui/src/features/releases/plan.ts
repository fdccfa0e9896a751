import type { KeptPlan, Plan, PlannedGuard, PlanTemplate, Stage } from "../../api/releases";
import { releasesText } from "../../text/en/releases";
import { duration, listing, percent } from "../../text/format";

const words = releasesText.plan;

/** How long a stage may be watched, as the form offers it. */
const bakes = ["PT1M", "PT10M", "PT30M", "PT1H", "PT4H", "PT12H", "P1D"];

/** The same with what a stage has now, which may be anything. */
export const bakesWith = (now: string) => {
  const all = bakes.includes(now) ? bakes : [now, ...bakes];
  return all.map((value) => ({ value, label: duration(value) }));
};

/** A plan that one may begin with. */
export interface Offer {
  id: string;
  label: string;
  text: string;
  plan: Plan;
}

const readable = (key: string) => key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");

/** What was kept comes first: somebody thought about it for this project. */
export function offers(templates: PlanTemplate[], kept: KeptPlan[]): Offer[] {
  return [
    ...kept.map(({ key, version, name, plan }) => ({
      id: `plan/${key}`,
      label: words.keptVersion(name, version),
      text: words.keptAs(key),
      plan: { ...plan, origin: words.version(key, version) },
    })),
    ...templates.map(({ key, description, plan }) => ({
      id: `template/${key}`,
      label: readable(key),
      text: description,
      plan: { ...plan, origin: key },
    })),
  ];
}

/** What is guarded unless somebody says otherwise. */
export function guardsOf(offer: Offer | undefined, metrics: { key: string }[]): PlannedGuard[] {
  if (offer && offer.plan.guards.length > 0) return offer.plan.guards;
  return [{ metric: metrics[0]?.key ?? "error", margin: 0.5 }];
}

const where = (regions: Stage["regions"]) =>
  regions === "all" ? words.everywhere : listing(regions);

/** A stage named after where it is and how much it takes; one that was named otherwise keeps its name. */
export function named(stage: Stage, before: Stage): Stage {
  const said = ({ regions, percent: share }: Stage) => `${where(regions)} ${percent(share / 100)}`;
  const own = stage.name && stage.name.replace(/\s/g, " ") !== said(before).replace(/\s/g, " ");
  return { ...stage, name: own ? stage.name : said(stage).slice(0, 100) };
}

/** The plan that the form describes. */
export function planOf(
  offer: Offer,
  stages: Stage[],
  guards: PlannedGuard[],
  confirmed: boolean,
): Plan {
  const receipts = (stage: Stage) => (confirmed ? (stage.receipts ?? 99) : null);
  return {
    ...offer.plan,
    stages: stages.map((stage) => ({ ...stage, receipts: receipts(stage) })),
    guards: guards.filter(({ metric }) => metric !== ""),
  };
}
