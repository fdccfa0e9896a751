// What may be wrong with a flag. Numbers, since bundlers write them in place of the constants; names would be as long as
// half of the sentences.

export const ATTRIBUTE_EMPTY = 0;
export const BY_EMPTY = 1;
export const ID_TAKEN = 2;
export const IGNORES_CASE = 3;
export const NO_NUMBER = 4;
export const NO_TEXT = 5;
export const NO_VARIANT = 6;
export const NO_VARIANTS = 7;
export const ONE_VALUE = 8;
export const RANGE_ORDER = 9;
export const RANGES_END = 10;
export const SALT_EMPTY = 11;
export const TOO_DEEP = 12;
export const TOO_LONG = 13;
export const UNKNOWN_OPERATOR = 14;
export const WRONG_TYPE = 15;

/** The name of a sentence, one of the constants here. */
export type SentenceName = number;
