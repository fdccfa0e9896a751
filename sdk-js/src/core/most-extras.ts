import { assignmentOf } from "./assignment.js";
import { compileBucket } from "./bucket-condition.js";
import { fold } from "./case-folding.js";
import { comparison } from "./comparisons.js";
import type { Extras } from "./extras.js";
import { FOREIGN_HASHES } from "./foreign-hashes.js";
import { linkPrerequisites } from "./prerequisite-linker.js";
import { Regional } from "./regional.js";
import { compileSegments } from "./segment-compiler.js";

/** All but RE2, which weighs more than all else together. */
export const MOST_EXTRAS: Extras = {
  patterns: null,
  comparisons: comparison,
  segments: compileSegments,
  hashes: FOREIGN_HASHES,
  prerequisites: linkPrerequisites,
  regions: Regional,
  buckets: compileBucket,
  folding: fold,
  releases: assignmentOf,
};
