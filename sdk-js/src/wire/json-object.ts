import type { JsonObject } from "./json.js";

/** An object of named values, whatever their names are. */
export function jsonObject<T>(
  members: Iterable<readonly [string, T]>,
  write: (member: T) => unknown,
): JsonObject {
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, value] of members) {
    object[name] = write(value);
  }
  return object;
}
