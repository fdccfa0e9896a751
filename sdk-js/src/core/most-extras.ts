import { RELEASES } from "./assignment.js";
import { compileBucket } from "./bucket-condition.js";
import { fold } from "./case-folding.js";
import { comparison } from "./comparisons.js";
import type { Extras } from "./extras.js";
import { FOREIGN_HASHES } from "./foreign-hashes.js";
import { linkPrerequisites } from "./prerequisite-linker.js";
import { RARE_OPERATORS } from "./rare-operators.js";
import { compileRegions } from "./regional.js";
import { SEGMENTS } from "./segment-compiler.js";
import { say } from "./sentences.js";

/** All but RE2, which weighs more than all else together. */
export const MOST_EXTRAS: Extras = {
  comparisons: comparison,
  operators: RARE_OPERATORS,
  segments: SEGMENTS,
  hashes: FOREIGN_HASHES,
  prerequisites: linkPrerequisites,
  regions: compileRegions,
  buckets: compileBucket,
  folding: fold,
  releases: RELEASES,
  sentences: say,
};
