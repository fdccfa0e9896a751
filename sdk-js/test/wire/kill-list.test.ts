import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { ed25519 } from "../../src/platform/ed25519.js";
import { MOST_BYTES, readKillList } from "../../src/wire/kill-list.js";
import { forged, HEADER, Operator } from "../operator.js";

const operator = new Operator();
const verify = ed25519(operator.pem);
const PAYLOAD = {
  serial: 7,
  project: "shop",
  environment: "production",
  kills: { checkout: "off", search: null },
  at: "2026-11-28T17:30:00Z",
};
const LIST = operator.sign(PAYLOAD);

const read = (text: string, verifier = verify) => readKillList(Buffer.from(text), verifier);
const signed = (more: object) => operator.sign({ ...PAYLOAD, ...more });
const headed = (more: object) => operator.sign(PAYLOAD, { ...HEADER, ...more });

describe("a kill list", () => {
  it("is read, with white space around it and whatever else it says", () => {
    const other = operator.sign(
      { comment: "the till is on fire", ...PAYLOAD, more: [1] },
      { kid: "k", typ: HEADER.typ, alg: HEADER.alg },
    );
    for (const text of [LIST, ` \r\n${LIST}\n\t `, other]) {
      const { serial, kills } = read(text);
      assert.equal(serial, 7);
      assert.deepEqual([kills.project, kills.environment], ["shop", "production"]);
      assert.deepEqual(Object.fromEntries(kills.variants), { checkout: "off", search: null });
    }
  });

  it("is only as large as it may be", () => {
    const most = LIST + " ".repeat(MOST_BYTES - LIST.length);
    assert.equal(read(most).serial, 7);
    assert.throws(() => read(`${most} `), /larger than 65536 bytes/);
  });

  it("is of the key", () => {
    assert.equal(read(LIST, ed25519(operator.base64)).serial, 7);
    assert.equal(read(LIST, ed25519(`\n${operator.pem}\n`)).serial, 7);
    assert.throws(() => read(LIST, ed25519(new Operator().pem)), /not the given key's/);
    assert.throws(() => read(forged(LIST, { ...PAYLOAD, serial: 8 })), /not the given key's/);
    for (const signature of ["", "AAAA", "A".repeat(86), "A".repeat(1_000)]) {
      const text = LIST.replace(/[^.]*$/, signature);
      assert.throws(() => read(text), /no signed list|not the given key's/, signature);
    }
  });

  it("is signed as a kill list and nothing else", () => {
    const headers = [
      headed({ alg: "none" }),
      headed({ alg: "HS256" }),
      headed({ alg: "Ed25519" }),
      headed({ alg: undefined }),
      headed({ alg: ["EdDSA"] }),
      headed({ typ: "JWT" }),
      headed({ typ: undefined }),
      headed({ crit: ["exp"] }),
      headed({ crit: null }),
    ];
    for (const list of headers) {
      assert.throws(() => read(list), /not signed as a kill list/, list);
    }
    const [header, payload] = LIST.split(".");
    for (const text of ["", "{}", header ?? "", `${header}.${payload}`, `${LIST}.`, `${LIST}=`]) {
      assert.throws(() => read(text), /no signed list/, text);
    }
    assert.throws(() => read(`A${LIST}`), /no signed list/);
    assert.throws(() => read(operator.sign(PAYLOAD, [])), /no JSON object/);
  });

  it("says what it must", () => {
    for (const serial of [undefined, null, 0, -1, 1.5, 2 ** 53, "7", [7]]) {
      assert.throws(() => read(signed({ serial })), /"serial" is no whole number/, `${serial}`);
    }
    assert.equal(read(signed({ serial: 2 ** 53 - 1 })).serial, 2 ** 53 - 1);
    const lacking = [{ project: 1 }, { environment: null }, { kills: undefined }, { kills: [] }];
    for (const more of lacking) {
      assert.throws(() => read(signed(more)), /lacks/, JSON.stringify(more));
    }
    for (const variant of [true, 1, {}, ["off"]]) {
      assert.throws(() => read(signed({ kills: { f: variant } })), /"f" names no variant/);
    }
    for (const payload of [null, [], "kills", 7]) {
      assert.throws(() => read(operator.sign(payload)), /no JSON object/);
    }
  });
});

describe("a key", () => {
  it("verifies what RFC 8037 signs", () => {
    const x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const spki = Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(x, "base64url"),
    ]);
    const signed = Buffer.from("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
    const signature = Buffer.from(
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
      "base64url",
    );
    const verifies = ed25519(spki.toString("base64"));
    assert.equal(verifies(signed, signature), true);
    assert.equal(verifies(signed.subarray(1), signature), false);
  });

  it("is an Ed25519 public key", () => {
    const others = [
      generateKeyPairSync("ec", { namedCurve: "P-256" }),
      generateKeyPairSync("ed448"),
      generateKeyPairSync("x25519"),
    ].map(({ publicKey }) => publicKey.export({ format: "pem", type: "spki" }).toString());
    const { base64, privatePem } = operator;
    for (const key of ["", "key", base64.slice(0, 30), privatePem, ...others]) {
      assert.throws(() => ed25519(key), TypeError, key);
    }
  });
});
