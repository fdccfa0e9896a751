import { Check, CircleHelp, X } from "lucide-react";
import type { Health } from "../../../api/releases";
import { Chip } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote, Loading } from "../../../components/states";
import { plural } from "../../../lib/format";
import { useHealth } from "../queries";
import css from "./release.module.css";

type Outcome = Health["findings"][number]["outcome"];

const shown: Record<Outcome, { icon: typeof Check; label: string }> = {
  FINE: { icon: Check, label: "Fine" },
  UNKNOWN: { icon: CircleHelp, label: "Not known yet" },
  WRONG: { icon: X, label: "Wrong" },
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
      title={troubleOnly ? "It may not find out" : "Will it find out?"}
      label="Health"
      aside={
        health && (
          <Chip tone={health.ready ? "good" : "bad"}>
            {health.ready ? "Ready" : `${plural(wrong.length, "thing")} wrong`}
          </Chip>
        )
      }
    >
      <ErrorNote error={error} retry={refetch} />
      {!health && !error && <Loading what="what is known" />}
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
