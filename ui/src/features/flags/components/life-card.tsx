import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ago, day, listing } from "../../../lib/format";
import { useLifecycle, useReferences } from "../queries";
import css from "./life-card.module.css";

/** Where the flag is in its life and where code names it: what one wants to know before it goes. */
export function LifeCard({ project, flag }: { project: string; flag: string }) {
  const life = useLifecycle(project, flag).data;
  const references = useReferences(project, flag).data;
  if (!life) return null;
  return (
    <Card title="Its life" aside={<Chip>{life.stage}</Chip>} label="Its life">
      {life.reasons.length > 0 && <p className={css.small}>{life.reasons.join(" ")}</p>}
      <p className={css.small}>
        Last asked for: {ago(life.lastEvaluatedAt)}
        {life.since && `; ${life.stage} since ${day(life.since)}`}.
      </p>
      <h3 className={css.head}>In code</h3>
      {references?.length ? (
        <ul className={css.places}>
          {references.map(({ repository, path, line, commit }) => (
            <li key={`${repository}/${path}:${line}`}>
              <code title={listing([repository, commit ?? ""].filter(Boolean))}>
                {path}:{line}
              </code>
            </li>
          ))}
        </ul>
      ) : (
        <p className={css.small}>
          No scan has found this key. <code>firstlight references --upload</code> in CI shows where
          code names it.
        </p>
      )}
    </Card>
  );
}
