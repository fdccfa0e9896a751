import type { AuditEntry, AuditFilter } from "../../api/audit";
import type { Json, TargetingEdit } from "../../lib/targeting";
import { differences } from "../../text/targeting-diff";

/** "by:ada production/checkout" as what the server is asked for. */
export function filterOf(text: string): AuditFilter {
  const out: AuditFilter = {};
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (word.startsWith("by:")) out.actor = word.slice(3) || undefined;
    else if (word.startsWith("action:")) out.action = word.slice(7) || undefined;
    else out.subject = word;
  }
  return out;
}

/** The log keeps documents as text; read, they can be compared part by part. */
export function read(json: Json | undefined): Json | undefined {
  if (json === null) return undefined;
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json) as Json;
  } catch {
    return json;
  }
}

/** A flag in an environment that an entry is about. */
export interface Place {
  environment: string;
  flag: string;
}

/** Where one reads more: what a flag did before can be had again from there. */
export function placeOf({ action, subject }: AuditEntry): Place | undefined {
  const [environment, flag, ...more] = subject.split("/");
  const about = action.startsWith("flag.") || action.startsWith("release.");
  return about && environment && flag && more.length === 0 ? { environment, flag } : undefined;
}

function targetingOf(json: Json | undefined): TargetingEdit | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  if (!("default" in json && "offVariant" in json)) return undefined;
  const empty = { enabled: false, prerequisites: [], targets: [], rules: [] };
  return { ...empty, ...json } as unknown as TargetingEdit;
}

/** How the targeting of a flag differs, in sentences; nothing where the entry is of something else. */
export function sentencesOf(before: Json | undefined, after: Json | undefined): string[] {
  const [from, to] = [targetingOf(before), targetingOf(after)];
  return from && to ? differences(from, to) : [];
}
