import type { Storage } from "../platform/platform.js";
import { type JsonObject, parseJson } from "../wire/json.js";
import { isJsonObject } from "../wire/json-object.js";

const NAME = ".ruleset";

/** The ruleset of the last run; null where there is none that can be read. */
export function readRulesetFile(storage: Storage): JsonObject | null {
  const bytes = storage.read(NAME);
  try {
    const raw = bytes === null ? null : parseJson(new TextDecoder().decode(bytes));
    return isJsonObject(raw) ? raw : null;
  } catch {
    return null; // a file nobody can read is as good as none
  }
}

/**
 * Keeps a ruleset for the next run, unless what is kept is as new, or has flags and this one has none: another process
 * may keep its own there, and follow a server that is further.
 *
 * @returns whether it is kept now
 */
export function writeRulesetFile(storage: Storage, raw: JsonObject): Promise<boolean> {
  return storage.alone(NAME, async () => {
    const kept = readRulesetFile(storage);
    if (kept !== null && (!isAfter(raw, kept) || (hasFlags(kept) && !hasFlags(raw)))) {
      return !isAfter(kept, raw) && !isAfter(raw, kept);
    }
    await storage.write(NAME, new TextEncoder().encode(JSON.stringify(raw)));
    return true;
  });
}

function isAfter(raw: JsonObject, kept: JsonObject): boolean {
  const epochs = Number(raw.epoch) - Number(kept.epoch);
  return epochs > 0 || (epochs === 0 && Number(raw.revision) > Number(kept.revision));
}

function hasFlags(raw: JsonObject): boolean {
  return isJsonObject(raw.flags) && Object.keys(raw.flags).length > 0;
}
