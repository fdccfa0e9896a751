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

/** Keeps a ruleset for the next run. */
export function writeRulesetFile(storage: Storage, raw: JsonObject): Promise<void> {
  return storage.write(NAME, new TextEncoder().encode(JSON.stringify(raw)));
}
