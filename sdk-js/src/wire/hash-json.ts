import { BUCKETS } from "../core/bucketing.js";
import { type Hash, MURMUR3, PERCENT } from "../core/hash.js";
import type { Fields } from "./fields.js";
import type { JsonObject } from "./json.js";

/** A hash is the members `hash`, `seed` and `of` of what has it; each is left out where it is usual. */
export function readHash(fields: Fields): Hash {
  return {
    name: fields.text("hash", MURMUR3.name),
    seed: fields.whole("seed", 0, 0xffffffff, MURMUR3.seed),
    of: fields.whole("of", 1, BUCKETS, PERCENT),
  };
}

/** The members as {@link readHash} takes them. */
export function writeHash({ name, seed, of }: Hash): JsonObject {
  return {
    ...(name === MURMUR3.name ? {} : { hash: name }),
    ...(seed === 0 ? {} : { seed }),
    ...(of === PERCENT ? {} : { of }),
  };
}
