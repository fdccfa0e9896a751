import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { readSilently } from "../../src/wire/silent-reader.js";
import { paths, replaced } from "../hostile-json.js";
import { ownVectors } from "../vectors.js";
import { sameAsRead } from "./same-as-read.js";

type Json = Record<string, unknown>;

describe("the reader without words", () => {
  it("reads what the other one reads, whatever stands anywhere in a document", () => {
    const { document, wrong } = ownVectors<{ document: Json; wrong: unknown[] }>("hostile.json");
    assert.deepEqual(readSilently(document), readRuleset(document, "lenient", []));
    let doubts = 0;
    for (const way of paths(document)) {
      for (const value of wrong) {
        doubts += sameAsRead(replaced(document, way, value)) ? 0 : 1;
      }
    }
    assert.ok(doubts > 1_000, `${doubts} with something that it does not understand`);
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
