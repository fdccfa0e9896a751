import type { Guard, Release } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import { about } from "../../../text/format";
import { figuresOf } from "../figures";
import { verdictShown } from "../state";
import type { Mark } from "./band-chart";
import { Chart } from "./chart";
import { Evidence } from "./evidence";
import box from "./guard.module.css";
import { Counters, More } from "./guard-tables";
import css from "./release.module.css";

const words = releasesText.guardTile;

/** What else a verdict may rest on than the counters of its own arms. */
const causes: Record<string, string> = words.causes;

/** The decisions that fell while the guard watched. */
function marksOf({ events }: Release): Mark[] {
  return events
    .filter(({ decision }) => decision && decision !== "HOLD")
    .map(({ at, decision }) => ({ at, end: decision !== "ADVANCE" }));
}

/** One guard: how treatment and control differ, how sure that is, and what it takes to act. */
export function GuardTile({ guard, release }: { guard: Guard; release: Release }) {
  const { metric, name, kind, role, limit, sentence, predicted, cause } = guard;
  const { text, tone } = verdictShown(guard.verdict);
  const history = guard.history ?? [];
  const figures = figuresOf(guard);
  const why = cause && causes[cause];
  return (
    <Card
      title={name || metric}
      aside={
        <>
          {role === "SIGNAL" && <Chip>{words.signal}</Chip>} <Chip tone={tone}>{text}</Chip>
        </>
      }
      label={words.guard(metric)}
    >
      {kind !== "told" && <Difference guard={guard} />}
      {why && <p className={css.small}>{why}</p>}
      {kind !== "told" &&
        (history.length > 1 ? (
          <Chart
            history={history}
            limit={limit}
            figures={figures}
            marks={marksOf(release)}
            label={words.chart(metric, figures.unit && words.inPercentagePoints, sentence)}
          />
        ) : (
          <p className={css.small}>{words.noChartYet}</p>
        ))}
      {kind !== "told" && <Evidence guard={guard} />}
      <p>{sentence}</p>
      {predicted && (
        <p className={css.small}>
          {words.predicted(<strong className="numbers">{about(predicted)}</strong>)}
        </p>
      )}
      {kind !== "told" && (
        <>
          <Counters guard={guard} release={release} />
          <More guard={guard} />
        </>
      )}
    </Card>
  );
}

function Difference({ guard }: { guard: Guard }) {
  const { difference: band, limit } = guard;
  const { unit, difference: told } = figuresOf(guard);
  if (band?.estimate == null) {
    return <p className={css.small}>{words.notEnoughData}</p>;
  }
  const { estimate, low, high, confidence = 0.99 } = band;
  return (
    <p className={box.figure}>
      <span className={box.big}>
        {told(estimate)} {unit && <span className={box.unit}>{unit}</span>}
      </span>
      <span className={css.small}>
        {words.difference(
          Math.round(confidence * 100),
          low === null ? "−∞" : told(low),
          high === null ? "∞" : told(high),
          limit == null ? "" : words.limit(told(limit)),
        )}
      </span>
    </p>
  );
}
