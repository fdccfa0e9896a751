import type { Arm, Guard, Release } from "../../../api/releases";
import { count, evidence, moment } from "../../../lib/format";
import { figuresOf } from "../figures";
import css from "./release.module.css";

/** Both arms of a guard in figures. */
export function Counters({ guard, release }: { guard: Guard; release: Release }) {
  const { rate: told } = figuresOf(guard);
  const counts = guard.kind !== "mean";
  const row = (name: string, { units, events, rate }: Arm) => (
    <tr>
      <th scope="row">{name}</th>
      <td>{count(units)}</td>
      {counts && <td>{count(events)}</td>}
      <td>{told(rate)}</td>
    </tr>
  );
  return (
    <table className={css.counters}>
      <caption className="visually-hidden">{guard.metric} by arm</caption>
      <thead>
        <tr>
          <th scope="col">Arm</th>
          <th scope="col">Units</th>
          {counts && <th scope="col">Events</th>}
          <th scope="col">{counts ? "Rate" : "Mean"}</th>
        </tr>
      </thead>
      <tbody>
        {row(`treatment (${release.treatment})`, guard.treatment)}
        {row(`control (${release.control})`, guard.control)}
      </tbody>
    </table>
  );
}

/** The same by region, and what the chart draws, as tables. */
export function More({ guard }: { guard: Guard }) {
  return (
    <details className={css.details}>
      <summary>By region, and the chart as a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={css.scroll} tabIndex={0} aria-label={`Tables of ${guard.metric}`}>
        <ByRegion guard={guard} />
        <History guard={guard} />
      </section>
    </details>
  );
}

function Heads({ of }: { of: string[] }) {
  return (
    <thead>
      <tr>
        {of.map((head) => (
          <th scope="col" key={head}>
            {head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function ByRegion({ guard }: { guard: Guard }) {
  const { byRegion = [], kind } = guard;
  const arm = ({ events, units }: Arm) =>
    kind === "mean" ? `${count(units)} units` : `${count(events)} of ${count(units)}`;
  return (
    <table className={css.counters}>
      <Heads of={["Region", "Stage", "Treatment", "Control", "Evidence"]} />
      <tbody>
        {byRegion.map((one) => (
          <tr key={`${one.region}/${one.stage}`}>
            <th scope="row">{one.region}</th>
            <td>{one.stage + 1}</td>
            <td>{arm(one.treatment)}</td>
            <td>{arm(one.control)}</td>
            <td>{evidence(one.evidence)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function History({ guard }: { guard: Guard }) {
  const { difference: told } = figuresOf(guard);
  const bound = (value: number | null, none: string) => (value === null ? none : told(value));
  return (
    <table className={css.counters}>
      <Heads of={["At", "Low", "Difference", "High", "Evidence"]} />
      <tbody>
        {(guard.history ?? [])
          .slice(-50)
          .toReversed()
          .map((point) => (
            <tr key={point.at}>
              <th scope="row">{moment(point.at)}</th>
              <td>{bound(point.low, "−∞")}</td>
              <td>{bound(point.estimate, "–")}</td>
              <td>{bound(point.high, "∞")}</td>
              <td>{evidence(point.evidence)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
