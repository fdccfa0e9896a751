import { Button } from "@mantine/core";
import { useState } from "react";
import type { Look } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { releasesText } from "../../../text/en/releases";
import { count, day, evidence, moment } from "../../../text/format";
import { turns } from "../looks";
import { useLooks } from "../queries";
import { verdictShown } from "../state";
import css from "./release.module.css";

const words = releasesText.looksCard;

/** How the verdicts turned, with the words of the look that turned them: what a post-mortem asks first. */
export function LooksCard({ project, id }: { project: string; id: string }) {
  const { data: looks, error, refetch } = useLooks(project, id);
  const [whole, setWhole] = useState(false);
  const shown = whole ? (looks ?? []) : turns(looks ?? []);
  return (
    <Card
      title={words.howTheVerdictsTurned}
      label={words.verdicts}
      aside={
        looks && (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-pressed={whole}
            onClick={() => setWhole(!whole)}
          >
            {whole ? words.onlyTheTurns : words.allLooks(count(looks.length))}
          </Button>
        )
      }
    >
      <ErrorNote error={error} retry={refetch} />
      {!looks && !error && <Loading what={words.theVerdicts} />}
      {looks?.length === 0 && <p className={css.small}>{words.noLooksYet}</p>}
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
        <section className={css.scroll} tabIndex={0} aria-label={words.looksAtTheGuards}>
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
        <span className="quiet numbers">{words.evidence(evidence(factor))}</span>
      </span>
    </li>
  );
}
