import { attribute } from "../core/attribute.js";
import { type Context, REGION, TARGETING_KEY } from "../core/context.js";
import type { KeyedHash } from "../core/keyed-hash.js";
import { isJsonObject } from "../wire/json-object.js";
import type { Sampled } from "../wire/telemetry-batch.js";
import { isName, isWritable } from "./wire-text.js";

const MOST_ATTRIBUTES = 50;
const LONGEST_NAME = 100;
const LONGEST_LIST = 20;
/** In characters, more or less. */
const LARGEST = 1_000;
const MORE = "*";

interface Told {
  readonly clear: Map<string, unknown>;
  readonly hashed: Map<string, unknown>;
  readonly withheld: Set<string>;
}

/**
 * What of a context may leave the application: attributes that are allowed in clear as they are, the
 * keyed hash of others, and of private ones nothing but that they are there. The region is never a secret.
 */
export class Disclosure {
  readonly #hash: KeyedHash;
  readonly #clear: readonly string[];
  readonly #hidden: readonly string[];

  /**
   * @param clear names or paths that are allowed in clear
   * @param hidden names or paths that are private, whatever else says they are not
   */
  constructor(hash: KeyedHash, clear: readonly string[], hidden: readonly string[]) {
    this.#hash = hash;
    this.#clear = clear;
    this.#hidden = hidden;
  }

  /** Only for contexts with a targeting key. */
  of(context: Context): Sampled {
    const key = context.targetingKey ?? "";
    const told: Told = { clear: new Map(), hashed: new Map(), withheld: new Set() };
    for (const [name, value] of context.asMap()) {
      if (value !== null && name !== REGION) {
        this.#tell(name, value, context, told);
      }
    }
    const { region } = context;
    return {
      unit: this.#hash.of(TARGETING_KEY, key),
      rank: this.#hash.rank(key),
      region: isName(region) ? region : null,
      clear: told.clear,
      hashed: told.hashed,
      withheld: [...told.withheld],
    };
  }

  #tell(name: string, value: unknown, context: Context, told: Told): void {
    if (isFull(told) || !canBeNamed(name) || this.#hidden.includes(name)) {
      withhold(name, told);
    } else if (this.#clear.includes(name) && !this.#hidesWithin(name) && weight(value) <= LARGEST) {
      told.clear.set(name, value);
    } else if (name === TARGETING_KEY) {
      return; // the unit stands for it
    } else if (isJsonObject(value)) {
      this.#parts(name, context, told);
      withhold(name, told);
    } else {
      const hashed = this.#hashed(name, value);
      if (hashed === null) {
        withhold(name, told);
      } else {
        told.hashed.set(name, hashed);
      }
    }
  }

  /** Whether there is something private in what is not private itself. */
  #hidesWithin(name: string): boolean {
    return this.#hidden.some((each) => each.startsWith(`${name}.`));
  }

  /** Of an object, what is allowed by its path. */
  #parts(name: string, context: Context, told: Told): void {
    for (const path of this.#clear) {
      const mayBe = path.startsWith(`${name}.`) && canBeNamed(path) && !isFull(told);
      if (mayBe && !this.#isHidden(path) && !this.#hidesWithin(path)) {
        const value = attribute(context, path);
        if (value !== null && weight(value) <= LARGEST && !told.clear.has(path)) {
          told.clear.set(path, value);
        }
      }
    }
  }

  #isHidden(path: string): boolean {
    return this.#hidden.some((each) => path === each || path.startsWith(`${each}.`));
  }

  #hashed(name: string, value: unknown): string | readonly string[] | null {
    if (!Array.isArray(value)) {
      return isScalar(value) ? this.#hash.of(name, value) : null;
    }
    return value.length <= LONGEST_LIST && value.every(isScalar)
      ? value.map((each) => this.#hash.of(name, each))
      : null;
  }
}

function canBeNamed(name: string): boolean {
  return name.length <= LONGEST_NAME && isWritable(name);
}

function isFull({ clear, hashed, withheld }: Told): boolean {
  return clear.size + hashed.size + withheld.size >= MOST_ATTRIBUTES;
}

function withhold(name: string, told: Told): void {
  told.withheld.add(!canBeNamed(name) || isFull(told) ? MORE : name);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** How much a value is to send; more than may be where it is none that can be written. */
function weight(value: unknown): number {
  let sum = 8;
  if (typeof value === "string") {
    return isWritable(value) ? sum + value.length : 2 * LARGEST;
  }
  if (value === null || isScalar(value)) {
    return sum;
  }
  if (!Array.isArray(value) && !isJsonObject(value)) {
    return 2 * LARGEST;
  }
  for (const [name, member] of Object.entries(value)) {
    const own = isWritable(name) ? name.length : 2 * LARGEST;
    sum = Math.min(sum + (Array.isArray(value) ? 0 : own) + weight(member), 2 * LARGEST);
  }
  return sum;
}
