import assert from "node:assert/strict";
import type { RulesetSpec } from "../../src/core/ruleset-spec.js";
import { readRuleset } from "../../src/wire/ruleset-json.js";
import { readSilently } from "../../src/wire/silent-reader.js";

/**
 * Asserts that both readers understand the same of a document.
 *
 * @returns whether they understand all of it
 */
export function sameAsRead(document: unknown): boolean {
  const spoken = readRuleset(document, "lenient", []);
  let silent: RulesetSpec | null = null;
  try {
    silent = readSilently(document);
  } catch (error) {
    assert.ok(error instanceof TypeError);
  }
  assert.deepEqual(wordless(silent), wordless(spoken));
  return spoken !== null && isUnderstood(wordless(spoken));
}

const SAID = "…";

/** The same with nothing said of what was not understood. */
function wordless(spec: RulesetSpec | null): unknown {
  return (
    spec && {
      ...(without(spec) as object),
      unreadable: new Map([...spec.unreadable.keys()].map((key) => [key, SAID])),
    }
  );
}

function without(node: unknown): unknown {
  if (node instanceof Map) {
    return new Map([...node].map(([key, value]) => [key, without(value)]));
  }
  if (Array.isArray(node)) {
    return node.map(without);
  }
  if (typeof node !== "object" || node === null) {
    return node;
  }
  const entries = Object.entries(node).map(([key, value]) => [key, without(value)]);
  const copy = Object.fromEntries(entries);
  return copy.kind === "unknown" ? { ...copy, detail: SAID } : copy;
}

function isUnderstood(node: unknown): boolean {
  return !JSON.stringify(node, (_, value) => (value instanceof Map ? [...value] : value)).includes(
    SAID,
  );
}
