import type { Arm, Guard, Release } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { clock, count, evidence, percent, points } from "../../../lib/format";
import { verdictShown } from "../state";
import { Chart } from "./chart";
import { Evidence } from "./evidence";
import css from "./release.module.css";

/** One guard: how treatment and control differ, how sure that is, and what it takes to act. */
export function GuardTile({ guard, release }: { guard: Guard; release: Release }) {
  const { metric, name, limit, sentence, history = [] } = guard;
  const { text, tone } = verdictShown(guard.verdict);
  if (guard.kind === "mean" || guard.kind === "told") return <Told guard={guard} />;
  return (
    <Card title={name || metric} aside={<Chip tone={tone}>{text}</Chip>} label={`Guard ${metric}`}>
      <Difference guard={guard} />
      {history.length > 1 ? (
        <Chart
          history={history}
          limit={limit}
          endedAt={release.state === "ROLLED_BACK" ? release.endedAt : undefined}
          label={`Difference of ${metric} over time, in percentage points. ${sentence}`}
        />
      ) : (
        <p className={css.small}>The chart begins with the second measurement.</p>
      )}
      <Evidence guard={guard} />
      <Counters guard={guard} release={release} />
      <p>{sentence}</p>
      <More guard={guard} />
    </Card>
  );
}

/** What has no share of units to draw: a mean, or what another system says. Its sentence holds all there is. */
function Told({ guard }: { guard: Guard }) {
  const { text, tone } = verdictShown(guard.verdict);
  return (
    <Card
      title={guard.name || guard.metric}
      aside={<Chip tone={tone}>{text}</Chip>}
      label={`Guard ${guard.metric}`}
    >
      {guard.kind === "mean" && <Evidence guard={guard} />}
      <p>{guard.sentence}</p>
    </Card>
  );
}

/** A bound as words; null is a side on which the data say nothing yet. */
const bound = (value: number | null, none: string) => (value === null ? none : points(value));

function Difference({ guard: { difference, limit } }: { guard: Guard }) {
  if (difference?.estimate == null) {
    return <p className={css.small}>Not enough data to compare the arms yet.</p>;
  }
  const { estimate, low, high, confidence = 0.99 } = difference;
  return (
    <p className={css.figure}>
      <span className={css.big}>
        {points(estimate)} <span className={css.unit}>pp</span>
      </span>
      <span className={css.small}>
        treatment − control, {Math.round(confidence * 100)} % from {bound(low, "−∞")} to{" "}
        {bound(high, "∞")}
        {limit != null && <>, limit {points(limit)}</>}
      </span>
    </p>
  );
}

function Counters({ guard, release }: { guard: Guard; release: Release }) {
  const row = (name: string, { units, events, rate }: Arm) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{count(units)}</td>
      <td>{count(events)}</td>
      <td>{percent(rate, 2)}</td>
    </tr>
  );
  return (
    <table className={css.counters}>
      <caption className="visually-hidden">{guard.metric} by arm</caption>
      <thead>
        <tr>
          <th scope="col">Arm</th>
          <th scope="col">Units</th>
          <th scope="col">Events</th>
          <th scope="col">Rate</th>
        </tr>
      </thead>
      <tbody>
        {row(`treatment (${release.treatment})`, guard.treatment)}
        {row(`control (${release.control})`, guard.control)}
      </tbody>
    </table>
  );
}

const HEADS = ["Region", "Stage", "Treatment", "Control", "Evidence"];

function More({ guard }: { guard: Guard }) {
  const { byRegion = [], history = [] } = guard;
  return (
    <details className={css.details}>
      <summary>By region, and the chart as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={css.scroll} tabIndex={0} aria-label={`Tables of ${guard.metric}`}>
        <table className={css.counters}>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {byRegion.map((one) => (
              <tr key={`${one.region}/${one.stage}`}>
                <th scope="row">{one.region}</th>
                <td>{one.stage + 1}</td>
                <td>{`${count(one.treatment.events)} of ${count(one.treatment.units)}`}</td>
                <td>{`${count(one.control.events)} of ${count(one.control.units)}`}</td>
                <td>{evidence(one.evidence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className={css.counters}>
          <thead>
            <tr>
              <th scope="col">At</th>
              <th scope="col">Low</th>
              <th scope="col">Difference</th>
              <th scope="col">High</th>
              <th scope="col">Evidence</th>
            </tr>
          </thead>
          <tbody>
            {history
              .slice(-50)
              .toReversed()
              .map((point) => (
                <tr key={point.at}>
                  <th scope="row">{clock(point.at)}</th>
                  <td>{bound(point.low, "−∞")}</td>
                  <td>{bound(point.estimate, "–")}</td>
                  <td>{bound(point.high, "∞")}</td>
                  <td>{evidence(point.evidence)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
