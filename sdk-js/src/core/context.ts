import { attributeValue } from "./attribute-value.js";

/** The attribute that names the unit most splits use. */
export const TARGETING_KEY = "targetingKey";

/** The attribute that says where the context is. */
export const REGION = "region";

const NONE: readonly never[] = [];

type Attributes = Readonly<Record<string, unknown>>;

/**
 * Who is asking: a targeting key and attributes. Immutable; one context per request or per user,
 * used for many evaluations, is the cheapest.
 */
export class Context {
  static readonly #EMPTY = new Context(NONE, NONE, null, null);

  // A context has a handful of attributes: a scan over an array beats hashing.
  readonly #names: readonly string[];
  readonly #values: readonly unknown[];
  /** The application's own object, where attributes are read from it; null where they were copied. */
  readonly #live: Attributes | null;
  /** What the live attributes lie over. */
  readonly #base: Context | null;

  private constructor(
    names: readonly string[],
    values: readonly unknown[],
    live: Attributes | null,
    base: Context | null,
  ) {
    this.#names = names;
    this.#values = values;
    this.#live = live;
    this.#base = base;
  }

  /** A context with no attribute at all. */
  static empty(): Context {
    return Context.#EMPTY;
  }

  /**
   * A context with a targeting key, or with attributes.
   *
   * @param keyOrAttributes the user, machine or whatever else is told apart; null for none; or
   *     strings, numbers, booleans, dates, lists and objects of these by name, `targetingKey` and `region` among them where there are such
   */
  static of(keyOrAttributes: string | Attributes | null): Context {
    if (keyOrAttributes === null) {
      return Context.#EMPTY;
    }
    if (typeof keyOrAttributes === "string") {
      return new Context([TARGETING_KEY], [keyOrAttributes], null, null);
    }
    const entries = Object.entries(keyOrAttributes);
    return new Context(
      entries.map(([name]) => name),
      entries.map(([, value]) => attributeValue(value)),
      null,
      null,
    );
  }

  /**
   * A context for one evaluation, laid over another: attributes are read from the application's own
   * object, and only those that the evaluation asks for. One that cannot be read is not there.
   */
  static reading(attributes: Attributes, base: Context): Context {
    return typeof attributes === "object" ? new Context(NONE, NONE, attributes, base) : base;
  }

  /** The targeting key, null where there is none or it is not a string. */
  get targetingKey(): string | null {
    const key = this.key();
    return typeof key === "string" ? key : null;
  }

  /** The value of the targeting key, of whatever type. Most evaluations ask for it and for nothing else. */
  key(): unknown {
    if (this.#live !== null) {
      try {
        const key = this.#live.targetingKey;
        if (typeof key === "string") {
          return key;
        }
      } catch {
        return null; // a getter of the application's threw
      }
    }
    return this.get(TARGETING_KEY);
  }

  /** The region, null where there is none or it is not a string. */
  get region(): string | null {
    const region = this.get(REGION);
    return typeof region === "string" ? region : null;
  }

  /** The attributes by name, in the order they were added. */
  asMap(): ReadonlyMap<string, unknown> {
    const all = new Map(this.#base?.asMap());
    for (const name of this.#live === null ? this.#names : Object.keys(this.#live)) {
      all.set(name, this.get(name));
    }
    return all;
  }

  /** The value of exactly this name, null where there is none. */
  get(name: string): unknown {
    if (this.#live !== null) {
      return Object.hasOwn(this.#live, name)
        ? read(this.#live, name)
        : (this.#base?.get(name) ?? null);
    }
    const names = this.#names;
    for (let i = 0; i < names.length; i++) {
      if (names[i] === name) {
        return this.#values[i];
      }
    }
    return null;
  }

  /** Names only: the values may be private. */
  toString(): string {
    return `Context[${[...this.asMap().keys()].join(", ")}]`;
  }
}

function read(attributes: Attributes, name: string): unknown {
  try {
    const value = attributes[name];
    return typeof value === "string" || typeof value === "number" ? value : attributeValue(value);
  } catch {
    return null; // a getter of the application's threw
  }
}
