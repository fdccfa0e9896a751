import { AttributePath } from "./attribute-path.js";
import { attributeValue } from "./attribute-value.js";

/** The attribute that names the unit most splits use. */
export const TARGETING_KEY = "targetingKey";

/** The attribute that says where the context is. */
export const REGION = "region";

/**
 * Who is asking: a targeting key and attributes. Immutable; one context per request or per user,
 * used for many evaluations, is the cheapest.
 */
export class Context {
  static readonly #EMPTY = new Context(new Map());

  readonly #values: ReadonlyMap<string, unknown>;

  /** The last merge, since an application's contexts all lie over one and the same base. */
  #lastMerge: { readonly base: Context; readonly merged: Context } | null = null;

  private constructor(values: ReadonlyMap<string, unknown>) {
    this.#values = values;
  }

  /** A context with no attribute at all. */
  static empty(): Context {
    return Context.#EMPTY;
  }

  /**
   * A context with a targeting key, or with attributes.
   *
   * @param keyOrAttributes the user, machine or whatever else is told apart; null for none; or
   *     attributes as for {@link with}, `targetingKey` and `region` among them where there are such
   */
  static of(keyOrAttributes: string | Readonly<Record<string, unknown>> | null): Context {
    if (keyOrAttributes === null) {
      return Context.#EMPTY;
    }
    if (typeof keyOrAttributes === "string") {
      return Context.#EMPTY.with(TARGETING_KEY, keyOrAttributes);
    }
    const values = new Map<string, unknown>();
    for (const [name, value] of Object.entries(keyOrAttributes)) {
      values.set(name, attributeValue(value));
    }
    return new Context(values);
  }

  /**
   * This context with one more attribute, or another value for one it has.
   *
   * @param name the attribute's name
   * @param value a string, number, boolean, date, list or object of these. Dates are read as RFC
   *     3339 strings. Null hides the attribute of a context that this one is laid {@link over}.
   *     Anything else satisfies `exists` and no other operator.
   */
  with(name: string, value: unknown): Context {
    return new Context(new Map(this.#values).set(name, attributeValue(value)));
  }

  /** This context in a region; short for `with("region", region)`. */
  inRegion(region: string | null): Context {
    return this.with(REGION, region);
  }

  /**
   * This context laid over another: it has the attributes of both, and where both have one, this one's.
   *
   * @param base what lies below
   */
  over(base: Context): Context {
    if (base.#values.size === 0) {
      return this;
    }
    if (this.#values.size === 0) {
      return base;
    }
    if (this.#lastMerge?.base !== base) {
      const merged = new Context(new Map([...base.#values, ...this.#values]));
      this.#lastMerge = { base, merged };
    }
    return this.#lastMerge.merged;
  }

  /**
   * An attribute's value.
   *
   * @param name a name, or a path of names with dots into objects; a name that itself holds a dot
   *     is tried whole first
   * @returns boolean, string, number, list, object, or null where there is none
   */
  attribute(name: string): unknown {
    return new AttributePath(name).of(this);
  }

  /** The targeting key, null where there is none or it is not a string. */
  get targetingKey(): string | null {
    const key = this.get(TARGETING_KEY);
    return typeof key === "string" ? key : null;
  }

  /** The region, null where there is none or it is not a string. */
  get region(): string | null {
    const region = this.get(REGION);
    return typeof region === "string" ? region : null;
  }

  /** The attributes by name, in the order they were added. */
  asMap(): ReadonlyMap<string, unknown> {
    return new Map(this.#values);
  }

  /** The value of exactly this name, null where there is none. */
  get(name: string): unknown {
    return this.#values.get(name) ?? null;
  }

  /** Names only: the values may be private. */
  toString(): string {
    return `Context[${[...this.#values.keys()].join(", ")}]`;
  }
}
