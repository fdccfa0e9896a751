import { NativeSelect } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Flag, Targeting } from "../../../api/flags";
import { Card } from "../../../components/layout";
import { serveText } from "../../../lib/sentences";
import type { Draft } from "../draft";
import { useRegions } from "../queries";
import css from "./editor.module.css";
import { Prerequisites } from "./prerequisites";
import { RuleList } from "./rule-list";
import { ServeEditor } from "./serve-editor";
import { Targets } from "./targets";

interface Props {
  project: string;
  flag: Flag;
  targeting: Targeting;
  draft: Draft;
}

/** The targeting in the order in which it is evaluated. */
export function TargetingForm({ project, flag, targeting, draft }: Props) {
  const { edit, change } = draft;
  const variants = Object.keys(flag.variants);
  const data = useRegions(project).data;
  const places = [
    ...(data?.regions.map(({ key }) => key) ?? []),
    ...(data?.groups.map(({ key }) => key) ?? []),
  ];
  const { release } = targeting;
  return (
    <Card flush label="Targeting">
      <ol className={css.steps}>
        <Step title="While the flag is off">
          <p className={css.sentence}>
            serve{" "}
            <NativeSelect
              aria-label="Off variant"
              size="xs"
              data={variants}
              value={edit.offVariant}
              onChange={(event) => change({ offVariant: event.target.value })}
            />
          </p>
        </Step>
        <Step title="Only where other flags allow it">
          <Prerequisites
            value={edit.prerequisites}
            onChange={(prerequisites) => change({ prerequisites })}
          />
        </Step>
        <Step title="First, for listed keys">
          <Targets
            variants={variants}
            value={edit.targets}
            onChange={(targets) => change({ targets })}
          />
        </Step>
        <Step title="Then the first rule that matches">
          <RuleList
            variants={variants}
            places={places}
            value={edit.rules}
            onChange={(rules) => change({ rules })}
          />
        </Step>
        <Step title="Everyone else">
          {release ? (
            <p>
              {serveText(targeting.default)}. A{" "}
              <Link
                to="/projects/$project/releases/$release"
                params={{ project, release: release.id }}
              >
                release
              </Link>{" "}
              moves this split; it can be edited when that is over.
            </p>
          ) : (
            <ServeEditor
              label="Default"
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
