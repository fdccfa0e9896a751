import type { Release, Stage, StageWindow } from "../../api/releases";
import { about, duration, listing, percent, plural, seconds } from "../../lib/format";

/** Something that must hold before a stage may be left, and whether it does. */
export interface Gate {
  text: string;
  state: "met" | "open" | "failed" | "ahead";
  /** Where more is said of it. */
  href?: string;
}

type Standing = "done" | "now" | "ahead";

const short = (day: string) => day.charAt(0).toUpperCase() + day.slice(1, 3);

/** "Mon, Tue 09:00–16:00, Pacific/Auckland". */
export function windowText({ zone, days, from, until }: StageWindow): string {
  const when = days.length === 7 || days.length === 0 ? "daily" : days.map(short).join(", ");
  return `${when} ${from}–${until}, ${zone}`;
}

function bake(stage: Stage, at: Standing, step?: string | null): Gate {
  const baking = at === "now" && (step === "BAKING" || step === "WARM_UP" || !step);
  const warm =
    stage.warmUp && seconds(stage.warmUp) > 0 ? `, after ${duration(stage.warmUp)} of warm-up` : "";
  return {
    text: `bakes ${duration(stage.bake)}${warm}`,
    state: at === "ahead" ? "ahead" : at === "done" || !baking ? "met" : "open",
  };
}

function approval(release: Release, { approval: asked }: Stage, at: Standing): Gate[] {
  if (!asked) return [];
  const who = release.approvals?.map(({ person }) => person) ?? [];
  const met = at === "done" || (at === "now" && who.length >= asked.count);
  const given =
    at === "now"
      ? `${who.length} of ${plural(asked.count, "approval")}`
      : plural(asked.count, "approval");
  const by = at === "now" && who.length > 0 ? ` (${listing(who)})` : ` by role ${asked.role}`;
  return [{ text: given + by, state: met ? "met" : at === "now" ? "open" : "ahead" }];
}

function checks(release: Release, stage: Stage, at: Standing): Gate[] {
  return (stage.checks ?? []).map((name): Gate => {
    const said = at === "now" ? release.checks?.find((check) => check.name === name) : undefined;
    const word = { PENDING: "pending", SUCCESS: "passed", FAILURE: "failed" };
    const state = { PENDING: "open", SUCCESS: "met", FAILURE: "failed" } as const;
    if (said) {
      const { detailsUrl } = said;
      // Whatever CI reports is linked only where a browser may safely go.
      const href = detailsUrl && /^https?:\/\//.test(detailsUrl) ? { href: detailsUrl } : {};
      return { text: `CI check ${name}: ${word[said.state]}`, state: state[said.state], ...href };
    }
    return {
      text: `CI check ${name}`,
      state: at === "done" ? "met" : at === "now" ? "open" : "ahead",
    };
  });
}

const waits = (waiting: string, at: Standing, step?: string | null): Gate["state"] => {
  if (at !== "now") return at === "done" ? "met" : "ahead";
  return step === waiting ? "open" : "met";
};

function receipts({ receipts: share }: Stage, at: Standing, step?: string | null): Gate[] {
  if (share == null) return [];
  const text = `${percent(share / 100)} of instances confirm`;
  return [{ text, state: waits("AWAITING_RECEIPTS", at, step) }];
}

function limits(stage: Stage, at: Standing, step?: string | null): Gate[] {
  const out: Gate[] = [];
  const later = at === "done" ? "met" : "ahead";
  if (stage.minUnits) {
    out.push({ text: `at least ${plural(stage.minUnits, "treated unit")}`, state: later });
  }
  if (stage.window) {
    const text = `next begins ${windowText(stage.window)}`;
    out.push({ text, state: waits("AWAITING_WINDOW", at, step) });
  }
  if (stage.maxWait) {
    const text = `without a verdict after ${about(stage.maxWait)} more: ${stage.onUndecided ?? "hold"}`;
    out.push({ text, state: later });
  }
  return out;
}

/** All that stands between a stage and the next one. */
export function gatesOf(release: Release, index: number): Gate[] {
  const stage = release.plan.stages[index];
  if (!stage) return [];
  const over = release.state === "COMPLETED" || index < release.stage;
  const reached = index === release.stage && release.startedAt != null;
  const at: Standing = over ? "done" : reached ? "now" : "ahead";
  return [
    ...receipts(stage, at, release.step),
    bake(stage, at, release.step),
    ...limits(stage, at, release.step),
    ...approval(release, stage, at),
    ...checks(release, stage, at),
  ];
}

/** When each stage began, as the log has it. */
export function beganAt(release: Release, index: number): string | undefined {
  return release.events.find(({ decision, stage }) => decision === "ADVANCE" && stage === index)
    ?.at;
}
