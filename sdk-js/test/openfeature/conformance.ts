import { afterEach, beforeEach, describe, it } from "node:test";
import { run, scenariosOf } from "./scenarios.js";
import { type HookCall, type Sdk, STEPS, World } from "./steps.js";

/** Nothing is answered from a cache, and flags have no metadata of their own. */
const NOT_OURS = ["@reason-codes-cached", "@metadata"];

/** Runs OpenFeature's scenarios, each with an SDK of its own. */
export function conforms(title: string, make: () => Sdk & { close(): Promise<void> }): void {
  describe(title, () => {
    let sdk: ReturnType<typeof make>;
    beforeEach(() => {
      sdk = make();
    });
    afterEach(() => sdk.close());

    for (const file of ["evaluation_v2.feature", "hooks.feature"]) {
      for (const scenario of scenariosOf(file)) {
        if (!scenario.tags.some((tag) => NOT_OURS.includes(tag))) {
          it(scenario.name, () => run(scenario, new World(sdk), STEPS));
        }
      }
    }
  });
}

/** A hook of either SDK that tells of its calls. */
export function hookOf(heard: (call: HookCall) => void) {
  return {
    before: () => heard({ stage: "before", details: null }),
    after: (_: unknown, details: HookCall["details"]) => heard({ stage: "after", details }),
    error: () => heard({ stage: "error", details: null }),
    finally: (_: unknown, details: HookCall["details"]) => heard({ stage: "finally", details }),
  };
}
