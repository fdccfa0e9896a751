import type { SentenceName } from "./sentence-names.js";
import * as wrong from "./sentence-names.js";

/** What is wrong with a ruleset, in words: where bytes count they are loaded only for one that needs them. */
const SENTENCES: Readonly<Record<SentenceName, (...values: readonly unknown[]) => string>> = {
  [wrong.ATTRIBUTE_EMPTY]: () => "The attribute's name is empty.",
  [wrong.BOTH]: () => "Both 'value' and 'values' are there.",
  [wrong.BY_EMPTY]: () => "The split's attribute is empty.",
  [wrong.ID_TAKEN]: () => "The rule's id is empty, or another's too.",
  [wrong.IGNORES_CASE]: () => "Only the operator 'in' ignores case.",
  [wrong.KEY_LONG]: (most) => `A key is longer than ${most} characters.`,
  [wrong.NO_NUMBER]: (operator) => `The operator '${operator}' compares numbers.`,
  [wrong.NO_SCALAR]: () => "A condition compares with strings, numbers and booleans.",
  [wrong.NO_SEGMENT]: (key) => `There is no segment '${key}'.`,
  [wrong.NO_TEXT]: (operator) => `The operator '${operator}' compares strings.`,
  [wrong.NO_VARIANT]: (variant) => `The flag has no variant '${variant}'.`,
  [wrong.NO_VARIANTS]: () => "The flag has no variants.",
  [wrong.ONE_VALUE]: (operator) => `The operator '${operator}' compares with one value.`,
  [wrong.RANGE_ORDER]: (before) => `The range does not end above ${before}.`,
  [wrong.RANGES_END]: () => "The ranges do not end at 100000.",
  [wrong.SALT_EMPTY]: () => "The salt is empty.",
  [wrong.SEGMENT_BROKEN]: (key) => `The segment '${key}' cannot be evaluated.`,
  [wrong.TOO_DEEP]: (most) => `Conditions nest deeper than ${most}.`,
  [wrong.TOO_LONG]: (steps, depth) =>
    `An evaluation takes more than ${steps} steps or its prerequisites lie more than ${depth} deep.`,
  [wrong.UNKNOWN_FIELD]: (name) => `Unknown field '${name}'.`,
  [wrong.UNKNOWN_OPERATOR]: (name) => `Unknown operator '${name}'.`,
  [wrong.UNKNOWN_TYPE]: (name) =>
    `Unknown type '${name}'; use boolean, string, integer, number or object.`,
  [wrong.WRONG_TYPE]: (type) => `The variant is no ${type}.`,
  [wrong.IS_MISSING]: (at) => `${at || "This"} is missing.`,
  [wrong.IS_NOT_TEXT]: (at) => `${at || "This"} is not a string.`,
  [wrong.IS_NOT_BOOL]: (at) => `${at || "This"} is not true or false.`,
  [wrong.IS_NOT_WHOLE]: (at, least, most) =>
    `${at || "This"} is not a whole number from ${least} to ${most}.`,
  [wrong.IS_NOT_LIST]: (at) => `${at || "This"} is not a list.`,
  [wrong.IS_NOT_OBJECT]: (at) => `${at || "This"} is not an object.`,
};

/** Puts what is wrong into words. */
export type Say = (name: SentenceName, ...values: readonly unknown[]) => string;

/** The sentence of a name, about these values. */
export const say: Say = (name, ...values) => SENTENCES[name]?.(...values) ?? String(name);
