import { Button, CloseButton } from "@mantine/core";
import type { Region } from "../../../api/regions";
import type { Stage } from "../../../api/releases";
import { releasesText } from "../../../text/en/releases";
import { bakesWith, named } from "../plan";
import css from "./plan.module.css";

const words = releasesText.planForm;

interface Props {
  regions: Region[];
  stages: Stage[];
  onChange(stages: Stage[]): void;
}

function toggled(regions: Stage["regions"], key: string): Stage["regions"] {
  if (key === "all") return "all";
  const now = regions === "all" ? [] : regions;
  const next = now.includes(key) ? now.filter((one) => one !== key) : [...now, key];
  return next.length > 0 ? next : "all";
}

/** The regions of the project, and groups that the plan names. */
function places(regions: Region[], stages: Stage[]): string[] {
  const own = stages.flatMap((stage) => (stage.regions === "all" ? [] : stage.regions));
  return [...new Set(["all", ...regions.map(({ key }) => key), ...own])];
}

/** The stages, each where, how much, how long. */
export function PlanForm({ regions, stages, onChange }: Props) {
  const put = (at: number, part: Partial<Stage>) =>
    onChange(stages.map((stage, i) => (i === at ? named({ ...stage, ...part }, stage) : stage)));
  const last: Stage = stages.at(-1) ?? { name: "", regions: "all", percent: 100, bake: "PT1H" };
  return (
    <fieldset className={css.planForm}>
      <legend>{words.stages}</legend>
      <ol className={css.plan}>
        {stages.map((stage, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the plan
          <li key={i} className={css.planRow}>
            <span>{i + 1}</span>
            <span className={css.chips}>
              {places(regions, stages).map((key) => (
                <button
                  key={key}
                  type="button"
                  className={css.chip}
                  aria-pressed={
                    stage.regions === "all" ? key === "all" : stage.regions.includes(key)
                  }
                  aria-label={words.stageIn(i + 1, key === "all" ? words.allRegions : key)}
                  onClick={() => put(i, { regions: toggled(stage.regions, key) })}
                >
                  {key}
                </button>
              ))}
            </span>
            <span className={css.percent}>
              <input
                type="number"
                min={0.1}
                max={100}
                step={0.1}
                value={stage.percent}
                aria-label={words.percentOfStage(i + 1)}
                onChange={(event) => put(i, { percent: Number(event.target.value) })}
              />
              %
            </span>
            <select
              value={stage.bake}
              aria-label={words.bakeOfStage(i + 1)}
              onChange={(event) => put(i, { bake: event.target.value })}
            >
              {bakesWith(stage.bake).map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
            <CloseButton
              size="sm"
              aria-label={words.removeStage(i + 1)}
              disabled={stages.length === 1}
              onClick={() => onChange(stages.filter((other) => other !== stage))}
            />
          </li>
        ))}
      </ol>
      <Button size="compact-xs" variant="subtle" onClick={() => onChange([...stages, { ...last }])}>
        {words.addAStage}
      </Button>
    </fieldset>
  );
}
