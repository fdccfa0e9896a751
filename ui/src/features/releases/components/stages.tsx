import { Check, Circle, CircleDot, X } from "lucide-react";
import type { Release, Stage } from "../../../api/releases";
import { releasesText } from "../../../text/en/releases";
import { listing, moment, percent } from "../../../text/format";
import { beganAt, type Gate, gatesOf } from "../gates";
import { standing } from "../state";
import css from "./release.module.css";

const words = releasesText.stages;

type StageState = "done" | "now" | "failed" | "ahead";

function stateOf(release: Release, index: number): StageState {
  if (release.state === "COMPLETED" || index < release.stage) return "done";
  if (index > release.stage || !release.startedAt) return "ahead";
  return release.state === "ROLLED_BACK" || release.state === "ABORTED" ? "failed" : "now";
}

/** A name that only says where and how much needs no second line that says it again. */
const told = (text: string) => text.replace(/[\s,]+/g, "").toLowerCase();

const where = ({ regions }: Stage) => (regions === "all" ? words.everywhere : listing(regions));

const icons = { met: Check, open: CircleDot, failed: X, ahead: Circle };
const labels = words.labels;

/** The plan, how far along it is, and what each stage waits for. */
export function Stages({ release }: { release: Release }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it does not fit, by keyboard too
    <ol className={css.stages} aria-label={words.stages} tabIndex={0}>
      {release.plan.stages.map((stage, i) => {
        const state = stateOf(release, i);
        const began = beganAt(release, i);
        const place = where(stage);
        const share = percent(stage.percent / 100);
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a stage is its place in the plan
            key={i}
            className={css.stage}
            data-state={state}
            aria-current={state === "now" ? "step" : undefined}
          >
            <span className={css.stageName}>
              {state === "done" && <Check size={14} aria-label={words.done} />}
              {state === "failed" && <X size={14} aria-label={words.failed} />}
              {stage.name || words.stage(i + 1)}
            </span>
            {told(stage.name) !== told(place + share) && (
              <span>{told(stage.name) === told(place) ? share : `${place}, ${share}`}</span>
            )}
            {stage.parallel && <span>{words.withTheStageBefore}</span>}
            {state === "now" && <strong>{standing(release).text}</strong>}
            {began && (
              <span className="numbers">
                {words.since(<time dateTime={began}>{moment(began)}</time>)}
              </span>
            )}
            <ul className={css.gates}>
              {gatesOf(release, i).map((gate) => (
                <GateLine key={gate.text} gate={gate} />
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}

function GateLine({ gate: { text, state, href } }: { gate: Gate }) {
  const Icon = icons[state];
  return (
    <li data-state={state}>
      <Icon size={12} aria-label={labels[state]} role="img" />
      {href ? (
        <a href={href} rel="noreferrer" target="_blank">
          {text}
        </a>
      ) : (
        <span>{text}</span>
      )}
    </li>
  );
}
