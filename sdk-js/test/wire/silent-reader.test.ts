import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { paths, replaced } from "../hostile-json.js";
import { ownVectors } from "../vectors.js";
import { sameAsRead } from "./same-as-read.js";

type Json = Record<string, unknown>;

describe("the reader without words", () => {
  it("reads what the other one reads, whatever stands anywhere in a document", () => {
    const { document, wrong } = ownVectors<{ document: Json; wrong: unknown[] }>("hostile.json");
    let doubts = 0;
    for (const way of paths(document)) {
      for (const value of wrong) {
        doubts += sameAsRead(replaced(document, way, value)) ? 0 : 1;
      }
    }
    assert.ok(doubts > 1_000, `${doubts} with something that it does not understand`);
  });

  it("reads all of a ruleset that needs no further code", () => {
    const when = {
      all: [
        { any: [{ attribute: "a", op: "in", values: ["x", 1, true] }] },
        { not: { every: { attribute: "b.c", op: "startsWith", values: ["y"] } } },
        { attribute: "n", op: "<", value: 1.5 },
        { attribute: "n", op: "exists" },
      ],
    };
    const flag = {
      type: "object",
      variants: { on: { a: [1, { b: null }] }, off: {} },
      salt: "s",
      enabled: true,
      offVariant: "off",
      clientVisible: true,
      targets: [{ variant: "on", keys: ["u1"] }],
      rules: [{ id: "r", note: "why", when, serve: { variant: "on" } }],
      default: {
        split: { by: "company", salt: "y", ranges: [{ to: 100_000, variant: "off" }] },
      },
    };
    const regionGroups = { emea: ["eu"] };
    const position = { schema: 1, project: "p", environment: "e", epoch: 1, revision: 9 };
    assert.ok(sameAsRead({ ...position, regionGroups, flags: { flag } }));
  });

  it("takes no name for a kind of condition that is one of every object's", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      const when = JSON.parse(`{"${name}": {"kind": "all", "conditions": []}}`);
      const rules = [{ id: "r", when, serve: { variant: "on" } }];
      const { document } = ownVectors<{ document: { flags: Json } }>("hostile.json");
      const [key = "", flag] = Object.entries(document.flags)[0] ?? [];
      sameAsRead({ ...document, flags: { [key]: { ...(flag as Json), rules } } });
    }
  });
});
