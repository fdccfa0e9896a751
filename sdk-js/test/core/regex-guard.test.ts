import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pattern as matching } from "../../src/core/pattern.js";
import { regexProblem } from "../../src/core/regex-guard.js";
import { ownVectors } from "../vectors.js";

interface Case {
  readonly name: string;
  readonly pattern: string;
  /** The sentence that refuses it; null where it is let through. */
  readonly problem: string | null;
}

/** Generous: what is refused takes no time at all, and what is not may be searched for in a long text. */
const PATIENCE = { timeout: 20_000 };

describe("a pattern is refused with the same sentence as in Java", () => {
  for (const { name, pattern, problem } of ownVectors<Case[]>("pattern-problems.json")) {
    it(name, PATIENCE, () => {
      assert.equal(regexProblem(pattern), problem);
      if (problem === null) {
        matching(pattern)("ab".repeat(5_000));
      }
    });
  }
});
