import { isObject, own } from "../core/attribute-value.js";
import { BUCKETS } from "../core/bucketing.js";
import type { Condition, Leaf } from "../core/condition.js";
import { TARGETING_KEY } from "../core/context.js";
import type { FlagSpec } from "../core/flag-spec.js";
import { MURMUR3, PERCENT } from "../core/hash.js";
import { takesMany } from "../core/operator.js";
import type { RulesetSpec } from "../core/ruleset-spec.js";
import { MAX_COUNT, type SegmentSpec } from "../core/segment-spec.js";
import type { Serve } from "../core/serve.js";
import { NOT_HERE } from "../core/shared.js";
import { type ValueType, valueTypeOf } from "../core/value-type.js";
import { frozen } from "./json.js";

// Where bytes count, rulesets are read by this: as `readRuleset` reads them in lenient mode, but without a word about what
// is wrong. A document in which nothing is wrong needs none; for another the reader that has words is loaded.

/** Reads a value, null where there is none; throws where it is not as it should be. */
type Shape<T> = (node: unknown) => T;

type Shapes = Readonly<Record<string, Shape<unknown>>>;

type Read<S extends Shapes> = { readonly [K in keyof S]: ReturnType<S[K]> };

const LONGEST_KEY = 1_000;
const MAX_STAGE = 2 ** 31 - 1;
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
    return (node as number) + 0; // −0 becomes 0
  };

const position = whole(1, Number.MAX_SAFE_INTEGER);

/** What may be left out. */
const or =
  <T, U>(shape: Shape<T>, absent: U): Shape<T | U> =>
  (node) =>
    node === null ? absent : shape(node);

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

/** What is not understood spoils no more than the flag it belongs to. */
const understood =
  <T>(shape: Shape<T>): Shape<T | typeof UNKNOWN> =>
  (node) => {
    try {
      return shape(node);
    } catch {
      return UNKNOWN;
    }
  };

const needed =
  <T>(shape: Shape<T>): Shape<T> =>
  (node) => {
    must(node !== null);
    return shape(node);
  };

const HASHED = {
  by: or(text, TARGETING_KEY),
  hash: or(text, MURMUR3.name),
  seed: or(whole(0, 0xffffffff), 0),
  of: or(whole(1, BUCKETS), PERCENT),
};

function hashed<T extends Read<typeof HASHED>>({ hash, seed, of, ...others }: T) {
  return { ...others, hash: { name: hash, seed, of } };
}

const BUCKET = exact({
  ...HASHED,
  salt: text,
  from: whole(0, BUCKETS),
  to: whole(0, BUCKETS),
});

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
  segment: (node) => ({ kind: "inSegment", segment: text(node) }),
  bucket: (node) => ({ kind: "inBucket", ...hashed(BUCKET(node)) }),
  every: (node) => leaf(node, true),
};

const condition: Shape<Condition> = understood((node) => {
  must(isObject(node));
  const [name = "", ...others] = Object.keys(node);
  const kind = others.length === 0 && Object.hasOwn(KINDS, name) ? KINDS[name] : null;
  return kind ? kind(own(node, name)) : leaf(node, false);
});

const RANGES = list(exact({ to: whole(1, BUCKETS), variant: text }));

const SPLIT = exact({
  split: exact({
    ...HASHED,
    salt: or(text, null),
    regions: some(exact({ in: list(text), ranges: RANGES })),
    ranges: RANGES,
  }),
});

const VARIANT = exact({ variant: text });

const serve = needed(
  understood(
    (node): Serve =>
      isObject(node) && own(node, "split") !== null
        ? { kind: "split", ...hashed(SPLIT(node).split) }
        : { kind: "variant", ...VARIANT(node) },
  ),
);

const FLAG = object({
  type: (node): ValueType => {
    const type = valueTypeOf(text(node) || "boolean");
    must(type);
    return type;
  },
  variants: members(needed(frozen)),
  salt: text,
  enabled: or(bool, false),
  offVariant: text,
  clientVisible: or(bool, false),
  prerequisites: some(object({ flag: text, variants: some(text) })),
  targets: some(object({ variant: text, keys: some(text) })),
  rules: some(object({ id: text, note: or(text, null), when: needed(condition), serve })),
  default: serve,
  release: or(
    object({
      id: text,
      stage: whole(0, MAX_STAGE),
      treatment: text,
      control: text,
      regions: some(text),
      metrics: some(text),
    }),
    null,
  ),
});

function flag(node: unknown): FlagSpec {
  const { default: defaultServe, ...others } = FLAG(node);
  return { ...others, defaultServe };
}

const segment: Shape<SegmentSpec> = object({
  included: some(text),
  excluded: some(text),
  when: or(condition, null),
  large: or(object({ version: position, count: whole(0, MAX_COUNT) }), null),
});

/** Null where one of many cannot be read: the others can. */
const byItself =
  <T>(shape: Shape<T>) =>
  (node: unknown, key: string): T | null => {
    try {
      must(key.length <= LONGEST_KEY);
      return shape(node);
    } catch {
      return null;
    }
  };

/** What may be left out, though it may not be null. */
const ABSENT = { regionGroups: {}, flags: {}, segments: {} };

const RULESET = object({
  project: text,
  environment: text,
  epoch: position,
  revision: position,
  regionGroups: members(some(text)),
  flags: members(byItself(flag)),
  segments: members(byItself(segment)),
});

/**
 * Reads a whole ruleset. What it understands it reads as `readRuleset` does; of what it does not it says no more than
 * that.
 *
 * @throws TypeError where the document is no ruleset at all
 */
export function readSilently(node: unknown): RulesetSpec {
  must(isObject(node) && own(node, "schema") === SCHEMA);
  const read = RULESET({ ...ABSENT, ...node });
  const flags = new Map<string, FlagSpec>();
  const unreadable = new Map<string, string>();
  for (const [key, flag] of read.flags) {
    if (flag === null) {
      unreadable.set(key, NOT_HERE);
    } else {
      flags.set(key, flag);
    }
  }
  const segments = new Map<string, SegmentSpec>();
  for (const [key, segment] of read.segments) {
    segments.set(key, segment ?? { included: [], excluded: [], when: UNKNOWN, large: null });
  }
  return { ...read, flags, segments, unreadable };
}
