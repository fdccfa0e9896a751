import { BUCKETS } from "../core/bucketing.js";
import { type Hash, MURMUR3, PERCENT } from "../core/hash.js";
import type { JsonObject } from "./json.js";
import { optional, text, whole } from "./shapes.js";

/** A hash is the members `hash`, `seed` and `of` of what has it; each is left out where it is usual. */
export const HASH_MEMBERS = {
  hash: optional(text, MURMUR3.name),
  seed: optional(whole(0, 0xffffffff), 0),
  of: optional(whole(1, BUCKETS), PERCENT),
};

/** The members as they were read, as a hash. */
export function hashOf({ hash, seed, of }: Members): Hash {
  return { name: hash, seed, of };
}

type Members = { readonly [K in keyof typeof HASH_MEMBERS]: ReturnType<(typeof HASH_MEMBERS)[K]> };

/** The members as {@link HASH_MEMBERS} takes them. */
export function writeHash({ name, seed, of }: Hash): JsonObject {
  return {
    ...(name === MURMUR3.name ? {} : { hash: name }),
    ...(seed === 0 ? {} : { seed }),
    ...(of === PERCENT ? {} : { of }),
  };
}
