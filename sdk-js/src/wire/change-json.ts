import { digest, type Sha256 } from "./canonical.js";
import type { JsonObject } from "./json.js";
import { isJsonObject, jsonObject, member } from "./json-object.js";

/** What became of a change. */
export type Applied =
  /** The ruleset after it. */
  | { readonly outcome: "applied"; readonly ruleset: JsonObject }
  | {
      readonly outcome: /** It does not start at the ruleset's position. */
        | "outOfOrder"
        /** What comes of it is not what the server has. */
        | "digestMismatch"
        /** It is not a change. */
        | "malformed";
      readonly ruleset: null;
    };

/** A change as the server sends it. */
export interface Change {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  /** The flags that changed, by key; null for those that went. */
  readonly flags: JsonObject;
  /** Likewise. */
  readonly segments: JsonObject;
  /** All of them where any changed, else null. */
  readonly regionGroups: JsonObject | null;
  /** Of the ruleset after the change. */
  readonly digest: string;
}

/** The change as {@link applyChange} takes it. */
export function writeChange({ regionGroups, digest, ...change }: Change): JsonObject {
  return { ...change, ...(regionGroups === null ? {} : { regionGroups }), digest };
}

/**
 * Applies a change from one revision to a later one: whole, or not at all.
 *
 * @param ruleset as it was received; it stays as it is
 * @param change as it was received
 */
export function applyChange(ruleset: JsonObject, change: unknown, sha256: Sha256): Applied {
  if (!isJsonObject(change) || !wellFormed(change)) {
    return { outcome: "malformed", ruleset: null };
  }
  const from = member(change, "from") as number;
  const to = member(change, "to") as number;
  const follows =
    member(change, "epoch") === member(ruleset, "epoch") &&
    from === member(ruleset, "revision") &&
    to > from;
  if (!follows) {
    return { outcome: "outOfOrder", ruleset: null };
  }
  const after: JsonObject = {
    ...ruleset,
    revision: to,
    flags: merged(member(ruleset, "flags"), member(change, "flags")),
    segments: merged(member(ruleset, "segments"), member(change, "segments")),
    regionGroups: member(change, "regionGroups") ?? member(ruleset, "regionGroups") ?? {},
  };
  return digest(after, sha256) === member(change, "digest")
    ? { outcome: "applied", ruleset: after }
    : { outcome: "digestMismatch", ruleset: null };
}

function wellFormed(change: JsonObject): boolean {
  return (
    typeof member(change, "epoch") === "number" &&
    typeof member(change, "from") === "number" &&
    typeof member(change, "to") === "number" &&
    typeof member(change, "digest") === "string" &&
    ["flags", "segments", "regionGroups"].every((name) => {
      const value = member(change, name) ?? null;
      return value === null || isJsonObject(value);
    })
  );
}

function merged(members: unknown, changes: unknown): JsonObject {
  const all = new Map(Object.entries(isJsonObject(members) ? members : {}));
  for (const [key, value] of Object.entries(isJsonObject(changes) ? changes : {})) {
    if (value === null) {
      all.delete(key);
    } else {
      all.set(key, value);
    }
  }
  return jsonObject(all, (value) => value);
}
