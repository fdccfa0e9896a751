import { configcat } from "./configcat.js";
import { client, evaluator } from "./firstlight.js";
import { flagd } from "./flagd.js";
import { growthbook } from "./growthbook.js";
import { launchdarkly } from "./launchdarkly.js";
import { unleash } from "./unleash.js";

/** Who takes part, by title; ours first. */
export const CANDIDATES = {
  "Firstlight evaluator": evaluator,
  "Firstlight client": client,
  "flagd core": flagd,
  ConfigCat: configcat,
  GrowthBook: growthbook,
  LaunchDarkly: launchdarkly,
  Unleash: unleash,
};

export const OURS = ["Firstlight evaluator", "Firstlight client"];

/** flagd has no prerequisites. */
export const takesPart = (title, workload) =>
  !(title === "flagd core" && workload === "prerequisite");
