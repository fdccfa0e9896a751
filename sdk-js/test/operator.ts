import { generateKeyPairSync, sign } from "node:crypto";

type Json = Record<string, unknown>;

export const HEADER = { alg: "EdDSA", typ: "firstlight-kill+jws" };

const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString("base64url");

/** Somebody with a key who signs kill lists. */
export class Operator {
  readonly #pair = generateKeyPairSync("ed25519");

  get pem(): string {
    return this.#pair.publicKey.export({ format: "pem", type: "spki" }).toString();
  }

  get base64(): string {
    return this.#pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");
  }

  get privatePem(): string {
    return this.#pair.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  }

  /** A list for the environment that the tests' server has. */
  list(serial: number, kills: Json, more: Json = {}): string {
    const at = "2026-11-28T17:30:00Z";
    return this.sign({ serial, project: "p", environment: "production", kills, at, ...more });
  }

  sign(payload: unknown, header: unknown = HEADER): string {
    const signed = `${part(header)}.${part(payload)}`;
    const signature = sign(null, Buffer.from(signed), this.#pair.privateKey);
    return `${signed}.${signature.toString("base64url")}`;
  }
}

/** The same with another payload under the old signature. */
export function forged(list: string, payload: unknown): string {
  const [header, , signature] = list.split(".");
  return `${header}.${part(payload)}.${signature}`;
}
