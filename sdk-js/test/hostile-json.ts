type Json = Record<string, unknown>;

/** The ways to every value in a document, the document itself aside. */
export function paths(node: unknown, way: readonly string[] = []): (readonly string[])[] {
  if (typeof node !== "object" || node === null) {
    return [];
  }
  return Object.entries(node).flatMap(([name, value]) => [
    [...way, name],
    ...paths(value, [...way, name]),
  ]);
}

/** The document with another value somewhere. */
export function replaced(document: unknown, way: readonly string[], value: unknown): unknown {
  const copy = structuredClone(document);
  let at = copy as Json;
  for (const name of way.slice(0, -1)) {
    at = at[name] as Json;
  }
  at[way.at(-1) as string] = value;
  return copy;
}
