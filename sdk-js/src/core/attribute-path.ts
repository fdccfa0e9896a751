import { isObject, own } from "./attribute-value.js";
import { type Context, TARGETING_KEY } from "./context.js";

/** The same text as the one object that names of members are, so that most comparisons need not look into it. */
function interned(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}

/** Where a condition or a split finds its operand in a context; taken apart once, when the ruleset is compiled. */
export class AttributePath {
  readonly #path: string;
  readonly #isKey: boolean;
  readonly #first: string;
  /** The names after the first, each with the path from it on: at every level the rest is tried whole first. */
  readonly #further: { readonly name: string; readonly rest: string }[] = [];

  constructor(path: string) {
    this.#path = interned(path);
    this.#isKey = path === TARGETING_KEY;
    const [first = "", ...names] = path.split(".");
    this.#first = first;
    let from = first.length + 1;
    for (const name of names) {
      this.#further.push({ name, rest: path.substring(from) });
      from += name.length + 1;
    }
  }

  /** The value, or null where there is none. */
  of(context: Context): unknown {
    if (this.#isKey) {
      return context.key();
    }
    let value = context.get(this.#path);
    if (value !== null || this.#further.length === 0) {
      return value;
    }
    value = context.get(this.#first);
    for (const { name, rest } of this.#further) {
      if (!isObject(value)) {
        return null;
      }
      const whole = own(value, rest);
      if (whole !== null) {
        return whole;
      }
      value = own(value, name);
    }
    return value;
  }

  toString(): string {
    return this.#path;
  }
}
