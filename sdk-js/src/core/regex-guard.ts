import { RE2JS, RE2JSSyntaxException } from "re2js";

const MAX_LENGTH = 256;
const MAX_PRODUCT = 1_000;

const MAX_SPAN = 1_000;
const IGNORES_CASE = /\(\?[A-Za-z-]*i/;
/** A character by its number, in octal or hexadecimal. */
const NUMBER = /([0-7]{1,3})|x\{([0-9A-Fa-f]{1,7})\}|x([0-9A-Fa-f]{2})/y;
const CLASSES = "dDsSwWpP";

/** At most nine digits each; RE2 refuses counts over 1,000 in any case. */
const COUNTS = /^([0-9]{1,9})(?:,([0-9]{0,9}))?$/;

/** What is wrong with a pattern and what to do, as a sentence; null where nothing is. */
export function regexProblem(pattern: string): string | null {
  if (pattern.length > MAX_LENGTH) {
    return `The pattern has ${pattern.length} characters; shorten it to ${MAX_LENGTH}.`;
  }
  const repeats = new RegexGuard(pattern).scan();
  if (repeats !== null) {
    return repeats;
  }
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (e) {
    const description = e instanceof RE2JSSyntaxException ? e.getDescription() : String(e);
    return noPattern(description);
  }
}

function noPattern(why: string): string {
  return `Not a pattern in RE2 syntax (${why}); correct it.`;
}

/**
 * Looks at a pattern before RE2 compiles it. RE2 unrolls counted repeats, so `((a{99}){99}){99}`,
 * short as it is, would take all memory: counted repeats may not nest, and the product of all
 * counts is at most 1,000. Where case is ignored, it looks at every character of a range, some of
 * them again and again, so ranges are short there.
 */
class RegexGuard {
  readonly #pattern: string;
  #at = 0;
  #product = 1;
  /** How many characters lie in the ranges of all classes. */
  #span = 0;
  /** For every group that is open, whether a counted repeat stands in it. */
  readonly #groups: boolean[] = [];
  #countedInGroup = false;
  /** Whether what a repeat would now apply to holds a counted repeat itself. */
  #countedBefore = false;
  /** Whether a backslash stands before a letter that RE2 knows no escape of. */
  #unknownEscape = false;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  scan(): string | null {
    while (this.#at < this.#pattern.length) {
      const c = this.#pattern.charAt(this.#at);
      const count = c === "{" ? this.#repeat() : 0;
      if (count === 0) {
        this.#step(c);
        if (this.#unknownEscape) {
          return noPattern("invalid escape sequence");
        }
        continue;
      }
      if (this.#countedBefore) {
        return "A counted repeat stands within another; write one of them out.";
      }
      this.#product *= count;
      if (this.#product > MAX_PRODUCT) {
        return `The counts of the pattern's repeats multiply to more than ${MAX_PRODUCT}; lower them.`;
      }
      this.#countedBefore = true;
      this.#countedInGroup = true;
      this.#at = this.#pattern.indexOf("}", this.#at) + 1;
    }
    return this.#span > MAX_SPAN && IGNORES_CASE.test(this.#pattern)
      ? `Where case is ignored, ranges may hold ${MAX_SPAN} characters together; narrow them.`
      : null;
  }

  #step(c: string): void {
    this.#at++;
    switch (c) {
      case "\\":
        this.#escape();
        break;
      case "[":
        this.#characterClass();
        break;
      case "(":
        this.#groups.push(this.#countedInGroup);
        this.#countedInGroup = false;
        this.#countedBefore = false;
        break;
      case ")":
        this.#countedBefore = this.#countedInGroup;
        this.#countedInGroup = (this.#groups.pop() ?? false) || this.#countedInGroup;
        break;
      case "*":
      case "+":
      case "?":
        break; // a repeat of a repeat is still of the same operand
      default:
        this.#countedBefore = false;
    }
  }

  #escape(): void {
    this.#countedBefore = false;
    if (this.#pattern.startsWith("Q", this.#at)) {
      const end = this.#pattern.indexOf("\\E", this.#at);
      this.#at = end < 0 ? this.#pattern.length : end + 2;
    } else if (/^[xpP]\{/.test(this.#pattern.substring(this.#at, this.#at + 2))) {
      // A code point or a class by name, no count.
      const end = this.#pattern.indexOf("}", this.#at);
      this.#at = end < 0 ? this.#pattern.length : end + 1;
    } else {
      this.#escaped();
    }
  }

  #escaped(): void {
    this.#unknownEscape ||= this.#pattern.charCodeAt(this.#at) > 0x7f;
    this.#at++;
  }

  #characterClass(): void {
    const pattern = this.#pattern;
    this.#countedBefore = false;
    if (pattern.startsWith("^", this.#at)) {
      this.#at++;
    }
    if (pattern.startsWith("]", this.#at)) {
      this.#at++;
    }
    while (this.#at < pattern.length && pattern.charAt(this.#at) !== "]") {
      if (pattern.startsWith("[:", this.#at) && pattern.indexOf(":]", this.#at) > 0) {
        this.#at = pattern.indexOf(":]", this.#at) + 2;
        continue;
      }
      const low = this.#member();
      const next = pattern.charAt(this.#at + 1);
      if (pattern.charAt(this.#at) === "-" && next !== "" && next !== "]") {
        this.#at++;
        const high = this.#member();
        this.#span += low < 0 ? 0 : Math.max(0, high - low);
      }
    }
    this.#at++;
  }

  /** The code point of the next member of a class; −1 where that is a class itself. */
  #member(): number {
    const point = this.#pattern.codePointAt(this.#at) ?? 0;
    this.#at += point > 0xffff ? 2 : 1;
    if (point !== 0x5c || this.#at >= this.#pattern.length) {
      return point;
    }
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#pattern);
    if (number !== null) {
      this.#at = NUMBER.lastIndex;
      const [, octal, braced, hex] = number;
      return octal === undefined
        ? Number.parseInt(braced ?? hex ?? "", 16)
        : Number.parseInt(octal, 8);
    }
    const letter = this.#pattern.charAt(this.#at);
    this.#escaped();
    return CLASSES.includes(letter) ? -1 : letter.charCodeAt(0);
  }

  /** The larger count of the counted repeat that begins here, at least 1; 0 where there is none. */
  #repeat(): number {
    const end = this.#pattern.indexOf("}", this.#at);
    const counts = end < 0 ? null : COUNTS.exec(this.#pattern.substring(this.#at + 1, end));
    return counts === null ? 0 : Math.max(1, Number(counts[1]), Number(counts[2] ?? 0));
  }
}
