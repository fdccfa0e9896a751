import type { Arm, Guard, Release } from "../../../api/releases";
import { releasesText } from "../../../text/en/releases";
import { count, evidence, moment } from "../../../text/format";
import { figuresOf } from "../figures";
import css from "./release.module.css";

const words = releasesText.guardTables;

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
      <caption className="visually-hidden">{words.byArm(guard.metric)}</caption>
      <thead>
        <tr>
          <th scope="col">{words.arm}</th>
          <th scope="col">{words.units}</th>
          {counts && <th scope="col">{words.events}</th>}
          <th scope="col">{counts ? words.rate : words.mean}</th>
        </tr>
      </thead>
      <tbody>
        {row(words.treatmentArm(release.treatment), guard.treatment)}
        {row(words.controlArm(release.control), guard.control)}
      </tbody>
    </table>
  );
}

/** The same by region, and what the chart draws, as tables. */
export function More({ guard }: { guard: Guard }) {
  return (
    <details className={css.details}>
      <summary>{words.moreTables}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={css.scroll} tabIndex={0} aria-label={words.tablesOf(guard.metric)}>
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
    kind === "mean" ? words.unitsOf(count(units)) : words.eventsOf(count(events), count(units));
  return (
    <table className={css.counters}>
      <Heads of={[words.region, words.stage, words.treatment, words.control, words.evidence]} />
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
      <Heads of={[words.at, words.low, words.difference, words.high, words.evidence]} />
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
