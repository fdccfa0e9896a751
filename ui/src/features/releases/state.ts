import type { Release, Verdict } from "../../api/releases";
import type { Tone } from "../../components/chip";

interface Shown {
  text: string;
  tone: Tone;
}

const steps: Record<string, Shown> = {
  WARM_UP: { text: "Warming up", tone: "accent" },
  BAKING: { text: "Baking", tone: "accent" },
  HELD: { text: "Held", tone: "warn" },
  NO_DATA: { text: "No data", tone: "warn" },
  AWAITING_WINDOW: { text: "Awaiting its hours", tone: "accent" },
  AWAITING_RECEIPTS: { text: "Awaiting receipts", tone: "accent" },
  AWAITING_APPROVAL: { text: "Awaiting approval", tone: "warn" },
  AWAITING_CHECK: { text: "Awaiting CI", tone: "accent" },
  AWAITING_RELEASE: { text: "Awaiting a release", tone: "accent" },
};

/** What is still to be seen of a release that has ended. */
const endings: Record<string, Shown> = {
  WATCHING: { text: "Completed, watched", tone: "good" },
  CONFIRMING: { text: "Rolling back", tone: "bad" },
  UNCONFIRMED: { text: "Rollback unconfirmed", tone: "bad" },
};

const states: Record<Release["state"], Shown> = {
  DRAFT: { text: "Draft", tone: "plain" },
  SCHEDULED: { text: "Scheduled", tone: "plain" },
  RUNNING: { text: "Running", tone: "accent" },
  PAUSED: { text: "Paused", tone: "warn" },
  COMPLETED: { text: "Completed", tone: "good" },
  ROLLED_BACK: { text: "Rolled back", tone: "bad" },
  ABORTED: { text: "Aborted", tone: "plain" },
};

/** How a release stands, in two words at most. */
export function standing({ state, step }: Release): Shown {
  const shown = step && (state === "RUNNING" ? steps[step] : endings[step]);
  return shown || states[state];
}

const verdicts: Record<Verdict, Shown> = {
  PASS: { text: "Passed", tone: "good" },
  FAIL: { text: "Failed", tone: "bad" },
  HOLD: { text: "Hold", tone: "warn" },
  UNDECIDED: { text: "Undecided", tone: "accent" },
  NO_DATA: { text: "Not enough data", tone: "plain" },
};

export const verdictShown = (verdict: Verdict): Shown => verdicts[verdict];

export const isOver = ({ state }: Release) =>
  state === "COMPLETED" || state === "ROLLED_BACK" || state === "ABORTED";

const DAY_MS = 86_400_000;

/** Whether a person should look: it waits for one, or it failed and that is news. */
export function needsAttention(release: Release, now = Date.now()): boolean {
  const { state, step, guards, endedAt, acknowledgedAt } = release;
  if (step === "UNCONFIRMED") return true;
  if (state === "ROLLED_BACK")
    return !acknowledgedAt && endedAt != null && now - Date.parse(endedAt) < DAY_MS;
  if (state === "PAUSED") return true;
  if (state !== "RUNNING") return false;
  const alarmed = guards?.some(({ verdict }) => verdict === "HOLD" || verdict === "FAIL");
  return step === "HELD" || step === "NO_DATA" || step === "AWAITING_APPROVAL" || alarmed;
}
