import type { AuditEntry } from "../../api/audit";
import type { Heard } from "../../api/live";
import { liveText } from "../../text/en/live";

const words = liveText.feed;

/** A line of what happens. */
export interface Line {
  id: string;
  at: string;
  text: string;
  /** Whoever did it, where somebody did. */
  actor?: string;
}

const MOST = 60;

function signalText({ kind, environment, key, revision }: Heard): string | undefined {
  if (kind === "flag" && revision)
    return words.isAtRevisionIn(key ?? words.aFlag, revision, environment);
  if (kind === "environment" && revision) return words.isAtRevision(environment, revision);
  if (kind === "receipts") return words.instancesInConfirmed(environment ?? words.theProject);
  return undefined;
}

/** The audit and what the stream said of itself, the newest first; a receipt that follows a receipt says nothing new. */
export function feed(entries: AuditEntry[], heard: Heard[]): Line[] {
  const said = entries.map(
    ({ seq, at, actor, action, subject, comment }): Line => ({
      id: `audit/${seq}`,
      at,
      actor,
      text: `${action} ${subject}${comment ? ` — ${comment}` : ""}`,
    }),
  );
  const signals = heard.flatMap((signal, i): Line[] => {
    const text = signalText(signal);
    const before = heard[i + 1];
    const again = before && signalText(before) === text;
    return text && !again ? [{ id: `signal/${signal.at}/${i}`, at: signal.at, text }] : [];
  });
  return [...said, ...signals].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, MOST);
}
