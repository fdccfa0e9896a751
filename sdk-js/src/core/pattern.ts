import { RE2JS } from "re2js";
import type { Match } from "./match.js";

const MAX_INPUT = 1_024;

/**
 * The operator `matches`: an unanchored search by RE2, whose time grows with the input and never
 * faster.
 *
 * @param text a pattern that the guard has let through
 */
export function pattern(text: string): Match {
  const compiled = RE2JS.compile(text);
  return (operand) => typeof operand === "string" && compiled.matcher(cut(operand)).find();
}

/** The first 1,024 UTF-16 units, one fewer where the cut would part a surrogate pair. */
function cut(text: string): string {
  if (text.length <= MAX_INPUT) {
    return text;
  }
  const last = text.charCodeAt(MAX_INPUT - 1);
  return text.substring(0, last >= 0xd800 && last <= 0xdbff ? MAX_INPUT - 1 : MAX_INPUT);
}
