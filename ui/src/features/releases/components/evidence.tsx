import type { Guard } from "../../../api/releases";
import { releasesText } from "../../../text/en/releases";
import { evidence as told } from "../../../text/format";
import box from "./guard.module.css";
import css from "./release.module.css";

const words = releasesText.evidence;

/** Evidence multiplies, so it is drawn on a logarithmic scale that ends a little past the rollback. */
function place(value: number, rollbackAt: number): number {
  const end = Math.log(rollbackAt) * 1.12;
  return Math.max(0, Math.min(1, Math.log(Math.max(1, value)) / end)) * 100;
}

function levelOf({ evidence, holdAt, rollbackAt }: Guard): "calm" | "hold" | "roll" {
  if (evidence >= rollbackAt) return "roll";
  return evidence >= holdAt ? "hold" : "calm";
}

/** How strongly the counters speak for harm, against what it takes to act. */
export function Evidence({ guard }: { guard: Guard }) {
  const { evidence, holdAt, rollbackAt } = guard;
  const text = words.label(told(evidence), told(rollbackAt));
  return (
    <div>
      <p className={css.small}>
        {words.sentence(<strong className="numbers">{told(evidence)}</strong>, rollbackAt)}
      </p>
      <div
        className={box.meter}
        data-level={levelOf(guard)}
        role="meter"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={rollbackAt}
        aria-valuenow={Math.min(evidence, rollbackAt)}
        aria-valuetext={text}
      >
        <span className={box.meterFill} style={{ width: `${place(evidence, rollbackAt)}%` }} />
        <span className={box.mark} style={{ left: `${place(holdAt, rollbackAt)}%` }}>
          <span>{words.holds(holdAt)}</span>
        </span>
        <span className={box.mark} style={{ left: `${place(rollbackAt, rollbackAt)}%` }}>
          <span>{words.rollsBack(rollbackAt)}</span>
        </span>
      </div>
    </div>
  );
}
