import { isObject } from "./attribute-value.js";

/** What a value of each type is, as the wire reads it. */
const TYPES = {
  boolean: (value: unknown) => typeof value === "boolean",
  string: (value: unknown) => typeof value === "string",
  integer: Number.isSafeInteger,
  number: Number.isFinite,
  object: isObject,
};

/**
 * The type that every variant of a flag has. An integer is a whole number no larger than 2^53 − 1
 * either way, so that every language reads the same one.
 */
export type ValueType = keyof typeof TYPES;

/** The type with that name on the wire, null where no type has it. */
export function valueTypeOf(key: string): ValueType | null {
  return Object.hasOwn(TYPES, key) ? (key as ValueType) : null;
}

/** Whether a value, as the wire reads it, may be a variant of a flag of this type. */
export function accepts(type: ValueType, value: unknown): boolean {
  return TYPES[type](value);
}

/** Whether a flag of a type may answer a caller who wants another: itself, and an integer is also a number. */
export function serves(type: ValueType, wanted: ValueType): boolean {
  return type === wanted || (type === "integer" && wanted === "number");
}
