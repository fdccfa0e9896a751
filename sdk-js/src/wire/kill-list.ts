import type { Kills } from "../core/kills.js";
import { shortened } from "../core/names.js";
import type { JsonObject } from "./json.js";
import { isJsonObject, member } from "./json-object.js";
import { readJws, type VerifySignature } from "./jws.js";

/** More than this nobody reads. */
export const MOST_BYTES = 65_536;

const TYPE = "firstlight-kill+jws";

/**
 * Kills as they are kept in a file or an object store: signed, so that whoever may write there still cannot move a flag.
 */
export interface KillList {
  /** From 1 to 2^53 − 1; of two lists the one with the greater is in force. */
  readonly serial: number;
  /** What it says. */
  readonly kills: Kills;
}

/**
 * Reads a list that the key's owner signed.
 *
 * @throws Error where it is none; the message is a sentence for people
 */
export function readKillList(bytes: Uint8Array, verify: VerifySignature): KillList {
  if (bytes.length > MOST_BYTES) {
    throw new Error(`The kill list is larger than ${MOST_BYTES} bytes.`);
  }
  const payload = readJws(new TextDecoder().decode(bytes).trim(), TYPE, verify);
  return { serial: serialOf(payload), kills: killsOf(payload) };
}

function serialOf(payload: JsonObject): number {
  const serial = member(payload, "serial");
  if (typeof serial !== "number" || !Number.isSafeInteger(serial) || serial < 1) {
    throw new Error('The list\'s "serial" is no whole number from 1.');
  }
  return serial;
}

function killsOf(payload: JsonObject): Kills {
  const project = member(payload, "project");
  const environment = member(payload, "environment");
  const kills = member(payload, "kills");
  if (typeof project !== "string" || typeof environment !== "string" || !isJsonObject(kills)) {
    throw new Error('The list lacks its "project", its "environment" or its "kills".');
  }
  const variants = new Map<string, string | null>();
  for (const [flag, variant] of Object.entries(kills)) {
    if (variant !== null && typeof variant !== "string") {
      throw new Error(`The kill of "${shortened(flag)}" names no variant.`);
    }
    variants.set(flag, variant);
  }
  return { project, environment, variants };
}
