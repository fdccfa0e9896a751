/**
 * A compiled operator together with its values: whether it matches one operand; false for an
 * operand of a type it does not know.
 */
export type Match = (operand: unknown) => boolean;
