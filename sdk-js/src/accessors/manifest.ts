import type { JsonObject } from "../wire/json.js";
import { isJsonObject, member } from "../wire/json-object.js";

/** What a flag's values are, in TypeScript. */
export type FlagType = "boolean" | "string" | "number" | "object";

/** One flag of a manifest. */
export interface ManifestFlag {
  readonly key: string;
  readonly type: FlagType;
  /** What calls fall back to: of the type. */
  readonly fallback: unknown;
  /** For people, null where there is none. */
  readonly description: string | null;
}

/** OpenFeature's words, those of the files and those of the API, and our own. */
const TYPES: Readonly<Record<string, FlagType>> = {
  boolean: "boolean",
  string: "string",
  integer: "number",
  float: "number",
  number: "number",
  object: "object",
};

/**
 * Reads a manifest of OpenFeature: a file, where `flags` is an object by key, or what `GET /openfeature/v0/manifest`
 * answers, where it is a list.
 *
 * @returns the flags in the order of their keys
 * @throws TypeError where it is none, or one of its flags cannot be read
 */
export function readManifest(document: unknown): readonly ManifestFlag[] {
  const flags = isJsonObject(document) ? member(document, "flags") : undefined;
  const entries = Array.isArray(flags)
    ? flags.map((flag, i): [string, unknown] => [`/flags/${i}`, flag])
    : isJsonObject(flags)
      ? Object.entries(flags).map(([key, flag]): [string, unknown] => [
          `/flags/${key}`,
          isJsonObject(flag) ? { ...flag, key } : flag,
        ])
      : null;
  if (entries === null) {
    throw new TypeError("This is no manifest: it has no flags, neither an object nor a list.");
  }
  const read = entries.map(([pointer, flag]) => readFlag(pointer, flag));
  const twice = read.find(({ key }, i) => read.findIndex((other) => other.key === key) !== i);
  if (twice !== undefined) {
    throw new TypeError(`The flag '${twice.key}' is there twice.`);
  }
  return read.sort((one, other) => (one.key < other.key ? -1 : 1));
}

function readFlag(pointer: string, node: unknown): ManifestFlag {
  const flag: JsonObject = isJsonObject(node) ? node : {};
  const key = member(flag, "key");
  const named = member(flag, "flagType") ?? member(flag, "type");
  const type = Object.hasOwn(TYPES, String(named)) ? TYPES[String(named)] : undefined;
  const fallback = member(flag, "defaultValue");
  const description = member(flag, "description");
  if (typeof key !== "string" || key === "") {
    throw new TypeError(`${pointer} has no key.`);
  }
  if (type === undefined) {
    throw new TypeError(`${pointer} is of the type '${named}', which there is not.`);
  }
  if (type === "object" ? !isJsonObject(fallback) : typeof fallback !== type) {
    throw new TypeError(`${pointer} has a default that is not of its type.`);
  }
  return { key, type, fallback, description: typeof description === "string" ? description : null };
}
