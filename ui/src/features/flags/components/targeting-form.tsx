import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Flag, Targeting } from "../../../api/flags";
import type { Regions } from "../../../api/regions";
import { Card } from "../../../components/layout";
import { flagsText } from "../../../text/en/flags";
import { serveText } from "../../../text/sentences";
import type { Draft } from "../draft";
import { useRegions } from "../queries";
import css from "./editor.module.css";
import { Prerequisites } from "./prerequisites";
import { RuleList } from "./rule-list";
import { ServeEditor } from "./serve-editor";
import { Targets } from "./targets";

const words = flagsText.targetingForm;

interface Props {
  project: string;
  flag: Flag;
  targeting: Targeting;
  draft: Draft;
}

const nowhere: Regions = { regions: [], groups: [] };

/** The targeting in the order in which it is evaluated. */
export function TargetingForm({ project, flag, targeting, draft }: Props) {
  const { edit, change } = draft;
  const variants = Object.keys(flag.variants);
  const places = useRegions(project).data ?? nowhere;
  const { release } = targeting;
  return (
    <Card flush label={words.targeting}>
      <ol className={css.steps}>
        <Step title={words.whileTheFlagIsOff}>
          <p className={css.sentence}>
            {words.serve}
            <NativeSelect
              aria-label={words.offVariant}
              size="xs"
              data={variants}
              value={edit.offVariant}
              onChange={(event) => change({ offVariant: event.target.value })}
            />
          </p>
        </Step>
        <Step title={words.prerequisites}>
          <Prerequisites
            value={edit.prerequisites}
            onChange={(prerequisites) => change({ prerequisites })}
          />
        </Step>
        <Step title={words.targets}>
          <Targets
            variants={variants}
            value={edit.targets}
            onChange={(targets) => change({ targets })}
          />
        </Step>
        <Step title={words.rules}>
          <RuleList
            variants={variants}
            places={places}
            value={edit.rules}
            onChange={(rules) => change({ rules })}
          />
        </Step>
        <Step title={words.everyoneElse}>
          {release ? (
            <p>
              {words.held(
                serveText(targeting.default),
                <Link
                  to="/projects/$project/releases/$release"
                  params={{ project, release: release.id }}
                >
                  {words.release}
                </Link>,
              )}
            </p>
          ) : (
            <ServeEditor
              label={words.default}
              variants={variants}
              places={places}
              value={edit.default}
              before={draft.base.default}
              onChange={(serve) => change({ default: serve })}
            />
          )}
        </Step>
      </ol>
    </Card>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className={css.step}>
      <h2>{title}</h2>
      {children}
    </li>
  );
}
