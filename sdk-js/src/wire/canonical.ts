import type { JsonObject } from "./json.js";
import { isJsonObject, member } from "./json-object.js";

/** SHA-256 of some bytes, as 64 lower-case hexadecimal digits; every platform has its own. */
export type Sha256 = (bytes: Uint8Array) => string;

const UTF8 = new TextEncoder();

/**
 * The canonical text of a tree (RFC 8785): members sorted by UTF-16 units, numbers and strings as
 * JSON.stringify writes them, no white space.
 *
 * An object is written member by member rather than sorted first and then stringified, because
 * JavaScript moves members with whole numbers for names to the front.
 */
export function canonicalText(node: unknown): string {
  if (Array.isArray(node)) {
    return `[${node.map(canonicalText).join(",")}]`;
  }
  if (!isJsonObject(node)) {
    return JSON.stringify(node ?? null);
  }
  const members = Object.keys(node)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalText(node[name])}`);
  return `{${members.join(",")}}`;
}

/**
 * The digest of a ruleset: SHA-256 of the canonical form of its flags, region groups and segments,
 * as they were received. A member that is not there counts as an empty object.
 *
 * @returns 64 lower-case hexadecimal digits
 */
export function digest(ruleset: JsonObject, sha256: Sha256): string {
  const { flags, regionGroups, segments } = {
    flags: member(ruleset, "flags") ?? {},
    regionGroups: member(ruleset, "regionGroups") ?? {},
    segments: member(ruleset, "segments") ?? {},
  };
  return sha256(UTF8.encode(canonicalText({ flags, regionGroups, segments })));
}
