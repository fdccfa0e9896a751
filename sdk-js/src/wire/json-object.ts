import { isObject } from "../core/attribute-value.js";
import type { JsonObject } from "./json.js";

/** Whether a node is an object. */
export function isJsonObject(node: unknown): node is JsonObject {
  return isObject(node);
}

/** An object's own member as it is, undefined where it has none. */
export function member(node: JsonObject, name: string): unknown {
  return Object.hasOwn(node, name) ? node[name] : undefined;
}

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
