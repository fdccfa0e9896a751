import assert from "node:assert/strict";
import { NO_EXTRAS } from "../../src/core/extras.js";
import { Ruleset } from "../../src/core/ruleset.js";
import type { RulesetSpec } from "../../src/core/ruleset-spec.js";
import { NOT_HERE } from "../../src/core/shared.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { readSilently } from "../../src/wire/silent-reader.js";

/**
 * Asserts that the reader without words understands a document as the other one does, or not at all, and that a ruleset in
 * which there is anything that it does not understand asks for more code.
 *
 * @returns whether it understands all of it
 */
export function sameAsRead(document: unknown): boolean {
  const spoken = readRuleset(document, "lenient", []);
  const silent = silently(document);
  assert.equal(silent === null, spoken === null);
  if (silent === null || spoken === null) {
    return true;
  }
  const isUnderstood =
    silent.segments.size === 0 &&
    silent.unreadable.size === 0 &&
    [...silent.flags.values()].every((flag) => flag.release === null && !hasUnknown(flag));
  if (isUnderstood) {
    assert.deepEqual(silent, spoken);
  } else {
    assert.ok(Ruleset.compile(silent, new Map(), NO_EXTRAS).missing.size > 0);
  }
  for (const [key, flag] of silent.flags) {
    const other = spoken.flags.get(key);
    if (other && !hasUnknown(flag)) {
      assert.deepEqual({ ...flag, release: null }, { ...other, release: null });
    }
    assert.ok(other || flag.release !== null);
  }
  return isUnderstood;
}

function silently(document: unknown): RulesetSpec | null {
  try {
    return readSilently(document);
  } catch (error) {
    assert.ok(error instanceof TypeError);
    return null;
  }
}

function hasUnknown(flag: object): boolean {
  return JSON.stringify(flag).includes(`"kind":"unknown","detail":"${NOT_HERE}"`);
}
