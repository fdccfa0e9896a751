import type { ValueType } from "../core/value-type.js";
import type { JsonObject } from "../wire/json.js";

/** What a test may give a flag: a boolean, string, number or object. */
export type ProgrammedValue = boolean | string | number | Readonly<Record<string, unknown>>;

const DEFAULT = "default";

/** A flag that serves a value, and some targeting keys others. */
export class ProgrammedFlag {
  readonly #value: ProgrammedValue;
  readonly #targets: ReadonlyMap<string, ProgrammedValue>;

  constructor(value: ProgrammedValue, targets: ReadonlyMap<string, ProgrammedValue> = new Map()) {
    this.#value = value;
    this.#targets = targets;
  }

  serving(value: ProgrammedValue): ProgrammedFlag {
    return new ProgrammedFlag(value, this.#targets);
  }

  servingTo(targetingKey: string, value: ProgrammedValue): ProgrammedFlag {
    return new ProgrammedFlag(this.#value, new Map(this.#targets).set(targetingKey, value));
  }

  /** As the server would write it. Every value has a variant of its own. */
  json(): JsonObject {
    const targets = [...this.#targets].map(([key, value], i) => ({ key, value, name: `v${i}` }));
    const variants = Object.fromEntries(targets.map(({ name, value }) => [name, value]));
    return {
      type: typeOf([this.#value, ...this.#targets.values()]),
      variants: { [DEFAULT]: this.#value, ...variants },
      salt: "test",
      enabled: true,
      offVariant: DEFAULT,
      clientVisible: true,
      targets: targets.map(({ key, name }) => ({ variant: name, keys: [key] })),
      default: { variant: DEFAULT },
    };
  }
}

function typeOf(values: readonly ProgrammedValue[]): ValueType {
  const [first] = values;
  if (typeof first === "number") {
    return values.every(Number.isSafeInteger) ? "integer" : "number";
  }
  return typeof first as ValueType;
}
