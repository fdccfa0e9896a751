import { BUCKETS } from "../core/bucketing.js";
import { TARGETING_KEY } from "../core/context.js";
import type { Problem } from "../core/problem.js";
import type { Range } from "../core/range.js";
import type { RegionalRanges } from "../core/regional-ranges.js";
import type { Serve } from "../core/serve.js";
import { Fields, note } from "./fields.js";
import { readHash, writeHash } from "./hash-json.js";
import type { JsonObject } from "./json.js";
import type { Mode } from "./mode.js";

/**
 * Reads what a rule or a default serves: `{"variant": …}` or `{"split": …}`.
 *
 * @param pointer where it stands in its document
 * @param mode as for `readCondition`
 * @param problems where problems are added
 */
export function readServe(node: unknown, pointer: string, mode: Mode, problems: Problem[]): Serve {
  const found: Problem[] = [];
  const serve = read(node, pointer, found);
  const [first] = found;
  if (first === undefined) {
    return serve;
  }
  if (mode === "strict") {
    for (const each of found) {
      note(problems, each.pointer, each.detail);
    }
  }
  return { kind: "unknown", detail: first.detail };
}

function read(node: unknown, pointer: string, found: Problem[]): Serve {
  const fields = Fields.of(node, pointer, found);
  if (fields === null) {
    return { kind: "unknown", detail: "" };
  }
  if (!fields.has("split")) {
    return { kind: "variant", variant: fields.only("strict", "variant").text("variant") };
  }
  fields.only("strict", "split");
  const split = Fields.of(fields.get("split"), fields.at("split"), found);
  if (split === null) {
    return { kind: "unknown", detail: "" };
  }
  split.only("strict", "by", "hash", "seed", "of", "salt", "regions", "ranges");
  split.required("ranges");
  return {
    kind: "split",
    by: split.text("by", TARGETING_KEY),
    hash: readHash(split),
    salt: split.optionalText("salt"),
    regions: split.list("regions", (entry, at) => readRegional(entry, at, found)),
    ranges: split.list("ranges", (range, at) => readRange(range, at, found)),
  };
}

function readRegional(node: unknown, pointer: string, found: Problem[]): RegionalRanges | null {
  const fields = Fields.of(node, pointer, found);
  if (fields === null) {
    return null;
  }
  fields.only("strict", "in", "ranges");
  fields.required("in");
  fields.required("ranges");
  return {
    in: fields.texts("in"),
    ranges: fields.list("ranges", (range, at) => readRange(range, at, found)),
  };
}

function readRange(node: unknown, pointer: string, found: Problem[]): Range | null {
  const fields = Fields.of(node, pointer, found);
  if (fields === null) {
    return null;
  }
  fields.only("strict", "to", "variant");
  return { to: fields.whole("to", 1, BUCKETS), variant: fields.text("variant") };
}

/** The serve as {@link readServe} takes it; one that was not understood cannot be written. */
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
