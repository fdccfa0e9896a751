import type { Release, Stage, StageWindow } from "../../api/releases";
import { releasesText } from "../../text/en/releases";
import { about, duration, listing, percent, seconds } from "../../text/format";
import { isOver } from "./state";

const words = releasesText.gates;

/** Something that must hold before a stage may be left, and whether it does. */
export interface Gate {
  text: string;
  state: "met" | "open" | "failed" | "ahead";
  /** Where more is said of it. */
  href?: string;
}

/** How a stage stands to where the release is; one at which it was taken back has ended. */
type Standing = "done" | "now" | "ended" | "ahead";

/** The order in which the server asks for what a stage waits for. */
const order = ["receipts", "bake", "approval", "check", "window", "deployment", "release"] as const;
type Asked = (typeof order)[number];

const askedAt: Record<string, Asked> = {
  AWAITING_RECEIPTS: "receipts",
  WARM_UP: "bake",
  NO_DATA: "bake",
  BAKING: "bake",
  HELD: "bake",
  AWAITING_APPROVAL: "approval",
  AWAITING_CHECK: "check",
  AWAITING_WINDOW: "window",
  AWAITING_DEPLOYMENT: "deployment",
  AWAITING_RELEASE: "release",
};

interface Place {
  at: Standing;
  /** What is asked for now. */
  asked: Asked;
}

/** Where something stands that is asked for in its turn. */
function inTurn(which: Asked, { at, asked }: Place): Gate["state"] {
  if (at === "done") return "met";
  if (at === "ahead") return "ahead";
  const distance = order.indexOf(which) - order.indexOf(asked);
  if (distance < 0) return "met";
  if (at === "ended") return "failed";
  return distance === 0 ? "open" : "ahead";
}

/** Where something stands that may be given before its turn. */
function given(met: boolean, { at }: Place): Gate["state"] {
  if (at === "done" || (met && at !== "ahead")) return "met";
  return at === "now" ? "open" : at === "ended" ? "failed" : "ahead";
}

const short = (day: string) => day.charAt(0).toUpperCase() + day.slice(1, 3);

/** "Mon, Tue 09:00–16:00, Pacific/Auckland". */
export function windowText({ zone, days, from, until }: StageWindow): string {
  const when = days.length === 7 || days.length === 0 ? words.daily : days.map(short).join(", ");
  return words.window(when, from, until, zone);
}

function receipts({ receipts: share }: Stage, place: Place): Gate[] {
  if (share == null) return [];
  const text = words.ofInstancesConfirm(percent(share / 100));
  return [{ text, state: inTurn("receipts", place) }];
}

function bake(stage: Stage, place: Place): Gate[] {
  const warm =
    stage.warmUp && seconds(stage.warmUp) > 0 ? words.afterOfWarmUp(duration(stage.warmUp)) : "";
  const state = inTurn("bake", place);
  const out: Gate[] = [{ text: words.bakes(duration(stage.bake), warm), state }];
  if (stage.minUnits) {
    out.push({ text: words.atLeast(stage.minUnits), state });
  }
  return out;
}

function approval(release: Release, { approval: asked }: Stage, place: Place): Gate[] {
  if (!asked) return [];
  const here = place.at === "now" || place.at === "ended";
  const who = here ? (release.approvals?.map(({ person }) => person) ?? []) : [];
  const all = words.approvals(asked.count);
  const by = who.length > 0 ? ` (${listing(who)})` : words.byRole(asked.role);
  return [
    {
      text: (here ? words.approvalsOf(who.length, all) : all) + by,
      state: given(who.length >= asked.count, place),
    },
  ];
}

function checks(release: Release, stage: Stage, place: Place): Gate[] {
  return (stage.checks ?? []).map((name): Gate => {
    const here = place.at === "now" || place.at === "ended";
    const said = here ? release.checks?.find((check) => check.name === name) : undefined;
    if (!said) return { text: words.ciCheckOne(name), state: given(false, place) };
    // Whatever CI reports is linked only where a browser may safely go.
    const { detailsUrl, state } = said;
    const href = detailsUrl && /^https?:\/\//.test(detailsUrl) ? { href: detailsUrl } : {};
    return {
      text: words.ciCheckState(name, words.checkStates[state]),
      state: state === "FAILURE" ? "failed" : given(state === "SUCCESS", place),
      ...href,
    };
  });
}

function hours({ window, maxWait, onUndecided }: Stage, place: Place): Gate[] {
  const out: Gate[] = [];
  if (window) {
    out.push({ text: words.nextBegins(windowText(window)), state: inTurn("window", place) });
  }
  if (maxWait) {
    const text = words.undecided(about(maxWait), onUndecided ?? words.hold);
    out.push({ text, state: place.at === "done" ? "met" : "ahead" });
  }
  return out;
}

function standingOf(release: Release, index: number): Standing {
  if (release.state === "COMPLETED" || index < release.stage) return "done";
  if (index > release.stage || release.startedAt == null) return "ahead";
  return isOver(release) ? "ended" : "now";
}

/** All that stands between a stage and the next one. */
export function gatesOf(release: Release, index: number): Gate[] {
  const stage = release.plan.stages[index];
  if (!stage) return [];
  const place: Place = {
    at: standingOf(release, index),
    // Of one that is paused or has ended it is not told; it was watched, most likely.
    asked: askedAt[release.step ?? ""] ?? "bake",
  };
  return [
    ...receipts(stage, place),
    ...bake(stage, place),
    ...approval(release, stage, place),
    ...checks(release, stage, place),
    ...hours(stage, place),
  ];
}

/** When each stage began, as the log has it. */
export function beganAt(release: Release, index: number): string | undefined {
  return release.events.find(({ decision, stage }) => decision === "ADVANCE" && stage === index)
    ?.at;
}
