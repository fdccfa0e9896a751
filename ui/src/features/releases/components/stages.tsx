import { Check, X } from "lucide-react";
import type { Release, Stage } from "../../../api/releases";
import { duration, listing, percent } from "../../../lib/format";
import { standing } from "../state";
import css from "./release.module.css";

type StageState = "done" | "now" | "failed" | "ahead";

function stateOf(release: Release, index: number): StageState {
  if (release.state === "COMPLETED" || index < release.stage) return "done";
  if (index > release.stage) return "ahead";
  return release.state === "ROLLED_BACK" || release.state === "ABORTED" ? "failed" : "now";
}

/** A name that only says where and how much needs no second line that says it again. */
const told = (text: string) => text.replace(/[\s,]+/g, "").toLowerCase();

const where = ({ regions }: Stage) => (regions === "all" ? "everywhere" : listing(regions));

/** The plan, and how far along it is. */
export function Stages({ release }: { release: Release }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it does not fit, by keyboard too
    <ol className={css.stages} aria-label="Stages" tabIndex={0}>
      {release.plan.stages.map((stage, i) => {
        const state = stateOf(release, i);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the plan
            key={i}
            className={css.stage}
            data-state={state}
            aria-current={state === "now" ? "step" : undefined}
          >
            <span className={css.stageName}>
              {state === "done" && <Check size={14} aria-label="Done" />}
              {state === "failed" && <X size={14} aria-label="Failed" />}
              {stage.name || `Stage ${i + 1}`}
            </span>
            {told(stage.name) !== told(where(stage) + percent(stage.percent / 100)) && (
              <span>
                {where(stage)}, {percent(stage.percent / 100)}
              </span>
            )}
            <span>{state === "now" ? standing(release).text : `bake ${duration(stage.bake)}`}</span>
          </li>
        );
      })}
    </ol>
  );
}
