import { Button } from "@mantine/core";
import { useState } from "react";
import type { Look } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { count, day, evidence, moment } from "../../../lib/format";
import { turns } from "../looks";
import { useLooks } from "../queries";
import { verdictShown } from "../state";
import css from "./release.module.css";

/** How the verdicts turned, with the words of the look that turned them: what a post-mortem asks first. */
export function LooksCard({ project, id }: { project: string; id: string }) {
  const { data: looks, error, refetch } = useLooks(project, id);
  const [whole, setWhole] = useState(false);
  const shown = whole ? (looks ?? []) : turns(looks ?? []);
  return (
    <Card
      title="How the verdicts turned"
      label="Verdicts"
      aside={
        looks && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-pressed={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? "only the turns" : `all ${count(looks.length)} looks`}
          </Button>
        )
      }
    >
      <ErrorNote error={error} retry={refetch} />
      {!looks && !error && <Loading what="the verdicts" />}
      {looks?.length === 0 && <p className={css.small}>No guard has been looked at yet.</p>}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
        <section className={css.scroll} tabIndex={0} aria-label="Looks at the guards">
          <ol className={css.log}>
            {shown.map((look) => (
              <LookLine key={look.number} look={look} />
            ))}
          </ol>
        </section>
      )}
    </Card>
  );
}

function LookLine({ look: { at, metric, verdict, evidence: factor, row } }: { look: Look }) {
  const shown = verdict && verdictShown(verdict);
  return (
    <li>
      <time dateTime={at} title={day(at)}>
        {moment(at)}
      </time>
      <span>
        {shown && <Chip tone={shown.tone}>{shown.text}</Chip>} {row?.sentence ?? metric}{" "}
        <span className="quiet numbers">evidence {evidence(factor)}</span>
      </span>
    </li>
  );
}
