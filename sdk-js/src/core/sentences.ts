/** What is wrong with a ruleset, in words, by a short name: where bytes count the words are loaded only for one that needs them. */
const SENTENCES = {
  attributeEmpty: () => "The attribute's name is empty.",
  both: () => "Both 'value' and 'values' are there.",
  byEmpty: () => "The split's attribute is empty.",
  idTaken: () => "The rule's id is empty, or another's too.",
  ignoresCase: () => "Only the operator 'in' ignores case.",
  keyLong: (most) => `A key is longer than ${most} characters.`,
  noNumber: (operator) => `The operator '${operator}' compares numbers.`,
  noScalar: () => "A condition compares with strings, numbers and booleans.",
  noSegment: (key) => `There is no segment '${key}'.`,
  noText: (operator) => `The operator '${operator}' compares strings.`,
  noVariant: (variant) => `The flag has no variant '${variant}'.`,
  noVariants: () => "The flag has no variants.",
  oneValue: (operator) => `The operator '${operator}' compares with one value.`,
  rangeOrder: (before) => `The range does not end above ${before}.`,
  rangesEnd: () => "The ranges do not end at 100000.",
  saltEmpty: () => "The salt is empty.",
  segmentBroken: (key) => `The segment '${key}' cannot be evaluated.`,
  tooDeep: (most) => `Conditions nest deeper than ${most}.`,
  tooLong: (steps, depth) =>
    `An evaluation takes more than ${steps} steps or its prerequisites lie more than ${depth} deep.`,
  unknownField: (name) => `Unknown field '${name}'.`,
  unknownOperator: (name) => `Unknown operator '${name}'.`,
  unknownType: (name) => `Unknown type '${name}'; use boolean, string, integer, number or object.`,
  wrongType: (type) => `The variant is no ${type}.`,
  isMissing: (at) => `${at || "This"} is missing.`,
  isNotText: (at) => `${at || "This"} is not a string.`,
  isNotBool: (at) => `${at || "This"} is not true or false.`,
  isNotWhole: (at, least, most) =>
    `${at || "This"} is not a whole number from ${least} to ${most}.`,
  isNotList: (at) => `${at || "This"} is not a list.`,
  isNotObject: (at) => `${at || "This"} is not an object.`,
} as const satisfies Record<string, (...values: readonly unknown[]) => string>;

/** The name of a sentence. */
export type SentenceName = keyof typeof SENTENCES;

/** Puts what is wrong into words. */
export type Say = (name: SentenceName, ...values: readonly unknown[]) => string;

/** The sentence of a name, about these values. */
export const say: Say = (name, ...values) => {
  const sentence: (...values: readonly unknown[]) => string = SENTENCES[name];
  return sentence(...values);
};
