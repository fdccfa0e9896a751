import { BUCKETS } from "../core/bucketing.js";
import { TARGETING_KEY } from "../core/context.js";
import type { Serve } from "../core/serve.js";
import { HASH_MEMBERS, hashOf, writeHash } from "./hash-json.js";
import type { JsonObject } from "./json.js";
import {
  as,
  has,
  list,
  object,
  optional,
  type Shape,
  some,
  text,
  understood,
  whole,
} from "./shapes.js";

const RANGES = list(object({ to: whole(1, BUCKETS), variant: text }));

const SPLIT = object({
  split: object({
    by: optional(text, TARGETING_KEY),
    ...HASH_MEMBERS,
    salt: optional(text, null),
    regions: some(object({ in: list(text), ranges: RANGES })),
    ranges: RANGES,
  }),
});

const split = as(
  SPLIT,
  ({ split }): Serve | null => split && { kind: "split", ...split, hash: hashOf(split) },
);

const variant = as(
  object({ variant: text }),
  ({ variant }): Serve => ({ kind: "variant", variant }),
);

/** What a rule or a default serves: `{"variant": …}` or `{"split": …}`. */
export const SERVE: Shape<Serve> = understood((node, at, notes) =>
  (has(node, "split") ? split : variant)(node, at, notes),
);

/** The serve as {@link SERVE} takes it; one that was not understood cannot be written. */
export function writeServe(serve: Serve): JsonObject {
  switch (serve.kind) {
    case "variant":
      return { variant: serve.variant };
    case "split": {
      const { by, hash, salt, regions, ranges } = serve;
      const split = {
        by,
        ...writeHash(hash),
        ...(salt === null ? {} : { salt }),
        ...(regions.length === 0 ? {} : { regions }),
        ranges,
      };
      return { split };
    }
    case "unknown":
      throw new TypeError("a serve that was not understood cannot be written");
  }
}
