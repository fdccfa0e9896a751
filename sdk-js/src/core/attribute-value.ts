/** Deeper than any attribute path reaches; a list that holds itself ends here rather than in a stack overflow. */
const MAX_DEPTH = 16;

/** An object as JSON has them: neither a list nor an instance of a class. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second test knows an Object.prototype of another realm too.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** An object's own member, null where it has none. */
export function own(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? null) : null;
}

/** Turns what applications put into a context into the few types that evaluation knows. */
export function attributeValue(value: unknown, depth = 0): unknown {
  if (value === null || value === undefined || depth > MAX_DEPTH) {
    return null;
  }
  if (typeof value === "bigint") {
    return Number(value);
  }
  if (typeof value !== "object") {
    return value;
  }
  if (value instanceof String || value instanceof Number || value instanceof Boolean) {
    return value.valueOf();
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? value : value.toISOString().replace(".000Z", "Z");
  }
  if (value instanceof Map) {
    return objectOf(value, depth);
  }
  if (Symbol.iterator in value) {
    return Object.freeze(
      Array.from(value as Iterable<unknown>, (element) => attributeValue(element, depth + 1)),
    );
  }
  return isObject(value) ? objectOf(Object.entries(value), depth) : value;
}

function objectOf(entries: Iterable<[unknown, unknown]>, depth: number): unknown {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of entries) {
    // An assignment to this name would set the copy's prototype.
    if (name !== "__proto__") {
      copy[String(name)] = attributeValue(value, depth + 1);
    }
  }
  return Object.freeze(copy);
}
