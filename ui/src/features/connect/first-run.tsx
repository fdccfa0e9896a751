import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Card } from "../../components/layout";
import css from "../../components/table.module.css";
import { connectText } from "../../text/en/connect";
import { ago } from "../../text/format";
import { useAdmin, useEnvironments, useFirstRun } from "./queries";

const words = connectText.firstRun;

const dismissedKey = (project: string) => `firstlight.first-run.${project}`;

interface Props {
  project: string;
  environment?: string;
}

/** What is left to do on a new project; each lamp is lit by what really happened, and by nothing else. */
export function FirstRun({ project, environment }: Props) {
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  const [dismissed, setDismissed] = useState(() => localStorage.getItem(dismissedKey(project)));
  // Keys are an administrator's, and so are first steps.
  const admin = useAdmin();
  const seen = useFirstRun(project, at, admin && dismissed === null).data;
  if (dismissed !== null || !seen) return null;
  const { keys, instances, asked, releases } = seen;
  const params = { project };
  const steps = [
    {
      done: keys > 0,
      to: "/projects/$project/connect",
      name: words.makeAnSdkKey,
      told: keys > 0 ? words.keys(keys) : words.keyHint,
    },
    {
      done: instances > 0,
      to: "/projects/$project/connect",
      name: words.connectAnApplication,
      told: instances > 0 ? words.connected(instances) : words.connectHint,
    },
    {
      done: asked !== undefined,
      to: "/projects/$project/playground",
      name: words.askForAFlag,
      told: asked ? words.askedAgo(ago(asked)) : words.askHint,
    },
    {
      done: releases > 0,
      to: "/projects/$project/releases",
      name: words.releaseSomething,
      told: releases > 0 ? words.releases(releases) : words.releaseHint,
    },
  ] as const;
  // Whoever has released something knows the way.
  if (releases > 0) return null;
  const dismiss = () => {
    localStorage.setItem(dismissedKey(project), new Date().toISOString());
    setDismissed("now");
  };
  return (
    <Card
      title={words.firstSteps}
      label={words.firstSteps}
      aside={
        <Button variant="subtle" size="compact-xs" onClick={dismiss}>
          {words.hide}
        </Button>
      }
    >
      <ol className={css.steps}>
        {steps.map(({ done, to, name, told }) => (
          <li key={name}>
            <span className={css.lamp} data-on={done} aria-hidden />
            <span>
              <Link to={to} params={params}>
                {name}
              </Link>
              {done && <span className="visually-hidden">{words.done}</span>}
            </span>
            <small className={css.text}>{told}</small>
          </li>
        ))}
      </ol>
    </Card>
  );
}
