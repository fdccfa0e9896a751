import { type JsonObject, parseJson } from "./json.js";
import { isJsonObject, member } from "./json-object.js";

/** Whether a signature over some bytes is that of one key; every platform has its own. */
export type VerifySignature = (signed: Uint8Array, signature: Uint8Array) => boolean;

const PARTS = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const NO_LIST = "This is no signed list";

/**
 * Reads a JSON Web Signature in compact form (RFC 7515) by an Ed25519 key (RFC 8037).
 *
 * @param type the header's `typ`, so that what the key signs for another purpose is never taken for this one
 * @returns the payload
 * @throws Error where it is none, or another key's; the message is a sentence for people
 */
export function readJws(text: string, type: string, verify: VerifySignature): JsonObject {
  const [, header = "", payload = "", signature = ""] = PARTS.exec(text) ?? [];
  if (signature === "") {
    throw new Error(`${NO_LIST}: it is not three parts in base64url with dots between them.`);
  }
  const said = jsonOf(header);
  const understood = member(said, "alg") === "EdDSA" && member(said, "typ") === type;
  if (!understood || Object.hasOwn(said, "crit")) {
    throw new Error(`This is not signed as a kill list is (alg EdDSA, typ ${type}).`);
  }
  if (!verify(new TextEncoder().encode(`${header}.${payload}`), bytesOf(signature))) {
    throw new Error("The signature is not the given key's.");
  }
  return jsonOf(payload);
}

function jsonOf(part: string): JsonObject {
  const bytes = bytesOf(part);
  let json: unknown = null;
  try {
    json = parseJson(new TextDecoder().decode(bytes));
  } catch {
    // Said below.
  }
  if (!isJsonObject(json)) {
    throw new Error(`${NO_LIST}: a part of it is no JSON object.`);
  }
  return json;
}

function bytesOf(part: string): Uint8Array {
  try {
    const binary = atob(part.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
  } catch {
    throw new Error(`${NO_LIST}: a part of it is not base64url.`);
  }
}
