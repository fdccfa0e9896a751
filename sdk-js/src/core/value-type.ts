import { isObject } from "./attribute-value.js";

const TYPES = ["boolean", "string", "integer", "number", "object"] as const;

/**
 * The type that every variant of a flag has. An integer is a whole number no larger than 2^53 − 1
 * either way, so that every language reads the same one.
 */
export type ValueType = (typeof TYPES)[number];

/** The type with that name on the wire, null where no type has it. */
export function valueTypeOf(key: string): ValueType | null {
  return TYPES.find((type) => type === key) ?? null;
}

/** Whether a value, as the wire reads it, may be a variant of a flag of this type. */
export function accepts(type: ValueType, value: unknown): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    case "object":
      return isObject(value);
  }
}

/** Whether a flag of a type may answer a caller who wants another: itself, and an integer is also a number. */
export function serves(type: ValueType, wanted: ValueType): boolean {
  return type === wanted || (type === "integer" && wanted === "number");
}
