import { isObject } from "../core/attribute-value.js";

const MAX_DEPTH = 200;

/** A JSON object as it was parsed. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a document.
 *
 * @throws SyntaxError where it is not JSON, or nests too deep to be walked safely
 */
export function parseJson(text: string): unknown {
  const node: unknown = JSON.parse(text);
  checkDepth(node, 0);
  return node;
}

function checkDepth(node: unknown, depth: number): void {
  if (typeof node !== "object" || node === null) {
    return;
  }
  if (depth === MAX_DEPTH) {
    throw new SyntaxError("The document nests too deep.");
  }
  for (const member of Object.values(node)) {
    checkDepth(member, depth + 1);
  }
}

/**
 * A copy of a value that nobody can change. A member named `__proto__` is left out: applications
 * that merge objects would take it for a prototype.
 */
export function frozen(node: unknown): unknown {
  if (Array.isArray(node)) {
    return Object.freeze(node.map(frozen));
  }
  if (!isObject(node)) {
    return node;
  }
  const members = Object.entries(node).filter(([name]) => name !== "__proto__");
  return Object.freeze(Object.fromEntries(members.map(([name, value]) => [name, frozen(value)])));
}
