import { Check, CircleHelp, X } from "lucide-react";
import type { Health } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { releasesText } from "../../../text/en/releases";
import { useHealth } from "../queries";
import css from "./release.module.css";

const words = releasesText.healthCard;

type Outcome = Health["findings"][number]["outcome"];

const shown: Record<Outcome, { icon: typeof Check; label: string }> = {
  FINE: { icon: Check, label: words.fine },
  UNKNOWN: { icon: CircleHelp, label: words.notKnownYet },
  WRONG: { icon: X, label: words.wrong },
};

interface Props {
  project: string;
  id: string;
  /** Only what is wrong: of a release that runs, the rest is on its tiles. */
  troubleOnly?: boolean;
}

/** Whether the release can be expected to find out what it is to find out. */
export function HealthCard({ project, id, troubleOnly = false }: Props) {
  const { data: health, error, refetch } = useHealth(project, id);
  const wrong = health?.findings.filter(({ outcome }) => outcome === "WRONG") ?? [];
  if (troubleOnly && wrong.length === 0) return null;
  const findings = troubleOnly ? wrong : (health?.findings ?? []);
  return (
    <Card
      title={troubleOnly ? words.titleWrong : words.title}
      label={words.health}
      aside={
        health && (
          <Chip tone={health.ready ? "good" : "bad"}>
            {health.ready ? words.ready : words.thingsWrong(wrong.length)}
          </Chip>
        )
      }
    >
      <ErrorNote error={error} retry={refetch} />
      {!health && !error && <Loading what={words.whatIsKnown} />}
      <ul className={css.gates}>
        {findings.map(({ question, outcome, sentence }) => {
          const { icon: Icon, label } = shown[outcome];
          return (
            <li key={question + sentence} data-state={outcome}>
              <Icon size={14} aria-label={label} role="img" />
              <span>{sentence}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
