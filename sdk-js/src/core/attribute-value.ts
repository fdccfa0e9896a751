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
    return hasRfc3339Form(value) ? value.toISOString().replace(".000Z", "Z") : value;
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

/** RFC 3339 has years of four digits; what lies beyond them is there, and compares with nothing. */
function hasRfc3339Form(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9_999;
}

function objectOf(entries: Iterable<[unknown, unknown]>, depth: number): unknown {
  // Without a prototype every name is a name like any other.
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, value] of entries) {
    copy[String(name)] = attributeValue(value, depth + 1);
  }
  return Object.freeze(copy);
}
