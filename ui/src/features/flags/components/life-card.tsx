import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { flagsText } from "../../../text/en/flags";
import { ago, day, listing } from "../../../text/format";
import { useLifecycle, useReferences } from "../queries";
import css from "./life-card.module.css";

const words = flagsText.lifeCard;

/** Where the flag is in its life and where code names it: what one wants to know before it goes. */
export function LifeCard({ project, flag }: { project: string; flag: string }) {
  const life = useLifecycle(project, flag).data;
  const references = useReferences(project, flag).data;
  if (!life) return null;
  return (
    <Card title={words.itsLife} aside={<Chip>{life.stage}</Chip>} label={words.itsLife}>
      {life.reasons.length > 0 && <p className={css.small}>{life.reasons.join(" ")}</p>}
      <p className={css.small}>
        {words.lastAskedFor(
          ago(life.lastEvaluatedAt),
          life.since && words.stageSince(life.stage, day(life.since)),
        )}
      </p>
      <h3 className={css.head}>{words.inCode}</h3>
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
        <p className={css.small}>{words.noScan(<code>firstlight references --upload</code>)}</p>
      )}
    </Card>
  );
}
