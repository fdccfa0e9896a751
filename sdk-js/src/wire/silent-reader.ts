import { isObject, own } from "../core/attribute-value.js";
import { BUCKETS } from "../core/bucketing.js";
import type { Condition, Leaf } from "../core/condition.js";
import { TARGETING_KEY } from "../core/context.js";
import type { FlagSpec } from "../core/flag-spec.js";
import { MURMUR3 } from "../core/hash.js";
import { takesMany } from "../core/operator.js";
import type { ReleaseSpec } from "../core/release-spec.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import type { SegmentSpec } from "../core/segment-spec.js";
import type { Serve } from "../core/serve.js";
import { NOT_HERE } from "../core/shared.js";
import { type ValueType, valueTypeOf } from "../core/value-type.js";
import { frozen } from "./json.js";

// Where bytes count, rulesets are first read by this. What it reads it reads as `readRuleset` does in lenient mode; but of
// what most rulesets do not have it knows nothing, and of what is wrong it says nothing. A ruleset with anything that it does
// not understand is read again by the other reader, which is loaded with the code that evaluates such things.

/** Reads a value, null where there is none; throws where it does not understand it. */
type Shape<T> = (node: unknown) => T;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

type Read<S extends Shapes> = { readonly [K in keyof S]: ReturnType<S[K]> };

const LONGEST_KEY = 1_000;
const SCHEMA = 1;

const UNKNOWN = { kind: "unknown", detail: NOT_HERE } as const;

function must(holds: unknown): asserts holds {
  if (!holds) {
    throw new TypeError();
  }
}

const text: Shape<string> = (node) => {
  must(typeof node === "string");
  return node;
};

const bool: Shape<boolean> = (node) => {
  must(typeof node === "boolean");
  return node;
};

const scalar: Shape<unknown> = (node) => {
  must(typeof node !== "object");
  return node;
};

const whole =
  (least: number, most: number): Shape<number> =>
  (node) => {
    must(Number.isInteger(node) && (node as number) >= least && (node as number) <= most);
    return node as number;
  };

const position = whole(1, Number.MAX_SAFE_INTEGER);

/** What may be left out. */
const or =
  <T, U>(shape: Shape<T>, absent: U): Shape<T | U> =>
  (node) =>
    node === null ? absent : shape(node);

const needed =
  <T>(shape: Shape<T>): Shape<T> =>
  (node) => {
    must(node !== null);
    return shape(node);
  };

const list =
  <T>(each: Shape<T>): Shape<readonly T[]> =>
  (node) => {
    must(Array.isArray(node));
    return node.map((element: unknown) => each(element));
  };

const some = <T>(each: Shape<T>): Shape<readonly T[]> => or(list(each), []);

/** An object whose names are anybody's, sorted. */
const members =
  <T>(each: (node: unknown, name: string) => T): Shape<ReadonlyMap<string, T>> =>
  (node) => {
    must(isObject(node));
    const names = Object.keys(node).sort();
    return new Map(names.map((name) => [name, each(own(node, name), name)]));
  };

/** An object with certain members; others are passed over. */
const object =
  <S extends Shapes>(shapes: S): Shape<Read<S>> =>
  (node) => {
    must(isObject(node));
    const read = Object.entries(shapes).map(([name, shape]) => [name, shape(own(node, name))]);
    return Object.fromEntries(read);
  };

/** An object with certain members and no others: these might change what the known ones mean. */
const exact =
  <S extends Shapes>(shapes: S): Shape<Read<S>> =>
  (node) => {
    const read = object(shapes)(node);
    must(Object.keys(node as object).every((name) => Object.hasOwn(shapes, name)));
    return read;
  };

/** What spoils no more than the flag it belongs to. */
const understood =
  <T>(shape: Shape<T>): Shape<T | typeof UNKNOWN> =>
  (node) => {
    try {
      return shape(node);
    } catch {
      return UNKNOWN;
    }
  };

/** Of this nothing is understood. */
const strange: Shape<never> = () => must(false) as never;

const LEAF = exact({
  attribute: text,
  op: text,
  value: or(scalar, null),
  values: or(list(scalar), null),
  ignoreCase: or(bool, false),
});

function leaf(node: unknown, every: boolean): Leaf {
  const { value, values, ...others } = LEAF(node);
  must(value === null ? values !== null || !takesMany(others.op) : values === null);
  return { kind: "leaf", ...others, values: value === null ? (values ?? []) : [value], every };
}

/** By the member that says which kind it is, and is the only one. */
const KINDS: Readonly<Record<string, Shape<Condition>>> = {
  all: (node) => ({ kind: "all", conditions: list(condition)(node) }),
  any: (node) => ({ kind: "any", conditions: list(condition)(node) }),
  not: (node) => ({ kind: "not", condition: needed(condition)(node) }),
  every: (node) => leaf(node, true),
};

const condition: Shape<Condition> = understood((node) => {
  must(isObject(node));
  const [name = "", ...others] = Object.keys(node);
  const kind = others.length === 0 && Object.hasOwn(KINDS, name) ? KINDS[name] : null;
  return kind ? kind(own(node, name)) : leaf(node, false);
});

const SPLIT = exact({
  split: exact({
    by: or(text, TARGETING_KEY),
    salt: or(text, null),
    ranges: list(exact({ to: whole(1, BUCKETS), variant: text })),
  }),
});

const VARIANT = exact({ variant: text });

const serve = needed(
  understood(
    (node): Serve =>
      isObject(node) && own(node, "split") !== null
        ? { kind: "split", hash: MURMUR3, regions: [], ...SPLIT(node).split }
        : { kind: "variant", ...VARIANT(node) },
  ),
);

const FLAG = object({
  type: (node): ValueType => {
    const type = valueTypeOf(text(node));
    must(type);
    return type;
  },
  variants: members(needed(frozen)),
  salt: text,
  enabled: or(bool, false),
  offVariant: text,
  clientVisible: or(bool, false),
  prerequisites: some(strange),
  targets: some(object({ variant: text, keys: some(text) })),
  rules: some(object({ id: text, note: or(text, null), when: needed(condition), serve })),
  default: serve,
  // Code for releases is loaded, and then this is read; until then values are served without it.
  release: (node) => node as ReleaseSpec | null,
});

/** Null where it cannot be read: the others can. */
function flag(node: unknown, key: string): FlagSpec | null {
  try {
    must(key.length <= LONGEST_KEY);
    const { default: defaultServe, ...others } = FLAG(node);
    return { ...others, defaultServe };
  } catch {
    return null;
  }
}

const SEGMENT: SegmentSpec = { included: [], excluded: [], when: UNKNOWN, large: null };

/** What may be left out, though it may not be null. */
const ABSENT = { regionGroups: {}, flags: {}, segments: {} };

const RULESET = object({
  project: text,
  environment: text,
  epoch: position,
  revision: position,
  regionGroups: members(some(text)),
  flags: members(flag),
  segments: members(() => SEGMENT),
});

/**
 * Reads a whole ruleset, as far as it is one that needs no further code.
 *
 * @throws TypeError where the document is no ruleset at all
 */
export function readSilently(node: unknown): RulesetSpec {
  must(isObject(node) && own(node, "schema") === SCHEMA);
  const { flags: read, ...others } = RULESET({ ...ABSENT, ...node });
  const flags = new Map<string, FlagSpec>();
  const unreadable = new Map<string, string>();
  for (const [key, flag] of read) {
    if (flag === null) {
      unreadable.set(key, NOT_HERE);
    } else {
      flags.set(key, flag);
    }
  }
  return { ...others, flags, unreadable };
}
