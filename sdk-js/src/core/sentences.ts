import { knownNames } from "./names.js";
import { OPERATORS } from "./operators.js";
import type { SentenceName } from "./sentence-names.js";
import * as wrong from "./sentence-names.js";
import type { ValueType } from "./value-type.js";

const DESCRIBED: Readonly<Record<ValueType, string>> = {
  boolean: "true or false",
  string: "a string",
  integer: "a whole number between −(2^53 − 1) and 2^53 − 1",
  number: "a number",
  object: "an object",
};

/** What is wrong with a flag, in words: where bytes count they are loaded only for one that needs them. */
const SENTENCES: Readonly<Record<SentenceName, (...values: readonly unknown[]) => string>> = {
  [wrong.ATTRIBUTE_EMPTY]: () => "The attribute's name is empty; name one.",
  [wrong.BY_EMPTY]: () => "The split's attribute is empty; name one, such as 'targetingKey'.",
  [wrong.ID_TAKEN]: () =>
    "A rule's id must be there and differ from the other rules'; give another.",
  [wrong.IGNORES_CASE]: () => "Only the operator 'in' can ignore case; remove it.",
  [wrong.NO_NUMBER]: (operator) =>
    `The operator '${operator}' compares numbers; write the value as a number.`,
  [wrong.NO_TEXT]: (operator) =>
    `The operator '${operator}' compares strings; write the value as a string.`,
  [wrong.NO_VARIANT]: (variant, known) =>
    `The flag has no variant '${variant}'; use one of ${knownNames(known as Iterable<string>)}.`,
  [wrong.NO_VARIANTS]: () => "The flag has no variants; give it at least one.",
  [wrong.ONE_VALUE]: (operator) =>
    `The operator '${operator}' compares with one value; give it as "value".`,
  [wrong.RANGE_ORDER]: (before) =>
    `Each range must end after the one before; raise 'to' above ${before} or remove the range.`,
  [wrong.RANGES_END]: () => "The ranges must end at 100000; give the last one that 'to'.",
  [wrong.SALT_EMPTY]: () => "The salt is empty; give the flag a random one.",
  [wrong.TOO_DEEP]: (most) => `Conditions nest deeper than ${most}; use a segment for a part.`,
  [wrong.TOO_LONG]: (steps, depth) =>
    `An evaluation takes more than ${steps} steps or its prerequisites lie more than ${depth} deep; make the flag simpler.`,
  [wrong.UNKNOWN_OPERATOR]: (name) =>
    `Unknown operator '${name}'; use one of ${OPERATORS.join(", ")}.`,
  [wrong.WRONG_TYPE]: (type) =>
    `The variant is not of the flag's type; make it ${DESCRIBED[type as ValueType]}.`,
};

/** Puts what is wrong into words. */
export type Say = (name: SentenceName, ...values: readonly unknown[]) => string;

/** The sentence of a name, about these values. */
export const say: Say = (name, ...values) => SENTENCES[name]?.(...values) ?? String(name);
