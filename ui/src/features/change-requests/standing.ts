import type {
  ChangeRequest,
  ChangeRequestState,
  ChangeRequestStep,
} from "../../api/change-requests";
import type { Tone } from "../../components/chip";
import { changeRequestsText } from "../../text/en/change-requests";
import { listing } from "../../text/format";

const words = changeRequestsText.standing;

/** Which requests one wants to see. */
export type Show = "waiting" | "mine" | "all";

export const shows: { value: Show; label: string }[] = [
  { value: "waiting", label: words.waiting },
  { value: "mine", label: words.needMe },
  { value: "all", label: words.all },
];

const states: Record<ChangeRequestState, { text: string; tone: Tone }> = {
  OPEN: { text: words.open, tone: "accent" },
  APPROVED: { text: words.approved, tone: "good" },
  SCHEDULED: { text: words.scheduled, tone: "accent" },
  APPLIED: { text: words.applied, tone: "good" },
  REJECTED: { text: words.rejected, tone: "bad" },
  WITHDRAWN: { text: words.withdrawn, tone: "plain" },
  FAILED: { text: words.failed, tone: "bad" },
};

export const standing = ({ state }: ChangeRequest) => states[state];

/** Still to be approved or applied. */
export const isPending = ({ state }: ChangeRequest) =>
  state === "OPEN" || state === "APPROVED" || state === "SCHEDULED";

/** What is asked for, by name. */
export function touches({ flags, segments }: ChangeRequest): string {
  return listing([
    ...Object.keys(flags),
    ...Object.keys(segments).map((key) => words.segmentOf(key)),
  ]);
}

/** How far the approvals are: whose they are, and how many more it takes. */
export function approvalText({ approvals, approvalsNeeded }: ChangeRequest): string {
  const names = approvals.map(({ name }) => name);
  const more = approvalsNeeded - names.length;
  if (names.length === 0) return more > 0 ? words.waitsFor(more) : words.needsNoApproval;
  const by = words.approvedBy(listing(names));
  return more > 0 ? words.moreToCome(by, more) : `${by}.`;
}

export type Lever = "approve" | "reject" | "apply" | "rebase" | "withdraw";

/** What somebody may try with a request as it stands, the most likely first. Whether they may is the server's to say. */
export function leversOf(request: ChangeRequest, me: string | undefined): Lever[] {
  const out: Lever[] = [];
  const pending = isPending(request);
  const mine = request.author === me;
  const asked = pending || request.state === "FAILED";
  if (request.needsMe) out.push("approve");
  if (request.state === "APPROVED") out.push("apply");
  if (asked && !pending) out.push("rebase");
  if (pending && !mine) out.push("reject");
  if (pending) out.push("rebase");
  if (asked) out.push("withdraw");
  return out;
}

const said: Record<NonNullable<ChangeRequestStep["kind"]>, string> = words.steps;

export const stepText = ({ kind }: ChangeRequestStep) => (kind ? said[kind] : words.approvedIt);
