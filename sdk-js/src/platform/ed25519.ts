import { createPublicKey, type KeyObject, verify } from "node:crypto";
import type { VerifySignature } from "../wire/jws.js";

const PEM = /-----BEGIN PUBLIC KEY-----([^-]*)-----END PUBLIC KEY-----/;

/**
 * What verifies the signatures of an Ed25519 key.
 *
 * @param publicKey PEM (RFC 7468), or the base64 in it
 * @throws TypeError where it is no such key
 */
export function ed25519(publicKey: string): VerifySignature {
  const key = keyOf(publicKey);
  if (key?.asymmetricKeyType !== "ed25519") {
    throw new TypeError(
      'This is no Ed25519 public key; give PEM ("-----BEGIN PUBLIC KEY-----") or the base64 in it.',
    );
  }
  return (signed, signature) => verify(null, signed, key, signature);
}

function keyOf(text: string): KeyObject | null {
  const base64 = PEM.exec(text)?.[1] ?? text;
  try {
    const key = Buffer.from(base64, "base64");
    return createPublicKey({ key, format: "der", type: "spki" });
  } catch {
    return null;
  }
}
