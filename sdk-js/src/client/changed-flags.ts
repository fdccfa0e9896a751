import type { Ruleset } from "../core/ruleset.js";
import { canonicalText } from "../wire/canonical.js";
import type { JsonObject } from "../wire/json.js";
import { isJsonObject, member } from "../wire/json-object.js";

/** A ruleset as it is served, and as it was received. */
export interface Served {
  readonly ruleset: Ruleset | null;
  readonly raw: JsonObject | null;
}

/** Whether a flag was changed, or its kill came or went. */
export function isChanged(before: Served, now: Served, key: string): boolean {
  const [was, is] = [flagOf(before, key), flagOf(now, key)];
  return (
    // A change leaves the flags that it does not name the objects that they were.
    (was.raw !== is.raw && text(was.raw) !== text(is.raw)) ||
    was.enabled !== is.enabled ||
    was.off !== is.off
  );
}

/** The keys of all flags that were. */
export function changedFlags(before: Served, now: Served): string[] {
  const keys = new Set([before, now].flatMap(({ raw }) => Object.keys(flagsOf(raw))));
  return [...keys].filter((key) => isChanged(before, now, key));
}

function flagsOf(raw: JsonObject | null): JsonObject {
  const flags = raw === null ? null : member(raw, "flags");
  return isJsonObject(flags) ? flags : {};
}

function flagOf({ ruleset, raw }: Served, key: string) {
  const served = ruleset?.flag(key);
  return { raw: member(flagsOf(raw), key), enabled: served?.enabled, off: served?.offVariant };
}

function text(flag: unknown): string | null {
  return flag === undefined ? null : canonicalText(flag);
}
