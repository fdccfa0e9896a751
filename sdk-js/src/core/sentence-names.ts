// What may be wrong with a ruleset. Numbers, since bundlers write them in place of the constants; names would be as long as
// half of the sentences.

export const ATTRIBUTE_EMPTY = 0;
export const BOTH = 1;
export const BY_EMPTY = 2;
export const ID_TAKEN = 3;
export const IGNORES_CASE = 4;
export const KEY_LONG = 5;
export const NO_NUMBER = 6;
export const NO_SCALAR = 7;
export const NO_SEGMENT = 8;
export const NO_TEXT = 9;
export const NO_VARIANT = 10;
export const NO_VARIANTS = 11;
export const ONE_VALUE = 12;
export const RANGE_ORDER = 13;
export const RANGES_END = 14;
export const SALT_EMPTY = 15;
export const SEGMENT_BROKEN = 16;
export const TOO_DEEP = 17;
export const TOO_LONG = 18;
export const UNKNOWN_FIELD = 19;
export const UNKNOWN_OPERATOR = 20;
export const UNKNOWN_TYPE = 21;
export const WRONG_TYPE = 22;
export const IS_MISSING = 23;
export const IS_NOT_TEXT = 24;
export const IS_NOT_BOOL = 25;
export const IS_NOT_WHOLE = 26;
export const IS_NOT_LIST = 27;
export const IS_NOT_OBJECT = 28;

/** The name of a sentence, one of the constants here. */
export type SentenceName = number;
