import type { Release, Verdict } from "../../api/releases";
import type { Tone } from "../../components/chip";
import { releasesText } from "../../text/en/releases";

const words = releasesText.state;

interface Shown {
  text: string;
  tone: Tone;
}

const steps: Record<string, Shown> = {
  WARM_UP: { text: words.warmingUp, tone: "accent" },
  BAKING: { text: words.baking, tone: "accent" },
  HELD: { text: words.held, tone: "warn" },
  NO_DATA: { text: words.noData, tone: "warn" },
  AWAITING_WINDOW: { text: words.awaitingItsHours, tone: "accent" },
  AWAITING_RECEIPTS: { text: words.awaitingReceipts, tone: "accent" },
  AWAITING_APPROVAL: { text: words.awaitingApproval, tone: "warn" },
  AWAITING_CHECK: { text: words.awaitingCi, tone: "accent" },
  AWAITING_DEPLOYMENT: { text: words.awaitingADeployment, tone: "accent" },
  AWAITING_RELEASE: { text: words.awaitingARelease, tone: "accent" },
};

/** What is still to be seen of a release that has ended. */
const endings: Record<string, Shown> = {
  WATCHING: { text: words.completedWatched, tone: "good" },
  CONFIRMING: { text: words.rollingBack, tone: "bad" },
  UNCONFIRMED: { text: words.rollbackUnconfirmed, tone: "bad" },
};

const states: Record<Release["state"], Shown> = {
  DRAFT: { text: words.draft, tone: "plain" },
  SCHEDULED: { text: words.scheduled, tone: "plain" },
  RUNNING: { text: words.running, tone: "accent" },
  PAUSED: { text: words.paused, tone: "warn" },
  COMPLETED: { text: words.completed, tone: "good" },
  ROLLED_BACK: { text: words.rolledBack, tone: "bad" },
  ABORTED: { text: words.aborted, tone: "plain" },
};

/** How a release stands, in two words at most. */
export function standing({ state, step }: Release): Shown {
  const shown = step && (state === "RUNNING" ? steps[step] : endings[step]);
  return shown || states[state];
}

const verdicts: Record<Verdict, Shown> = {
  PASS: { text: words.passed, tone: "good" },
  FAIL: { text: words.failed, tone: "bad" },
  HOLD: { text: words.hold, tone: "warn" },
  UNDECIDED: { text: words.undecided, tone: "accent" },
  NO_DATA: { text: words.notEnoughData, tone: "plain" },
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
