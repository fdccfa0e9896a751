import { Tabs } from "@mantine/core";
import type { Flag, Targeting } from "../../../api/flags";
import { useDraft } from "../draft";
import css from "./editor.module.css";
import { JsonTab } from "./json-tab";
import { LifeCard } from "./life-card";
import { SaveBar } from "./save-bar";
import { TargetingForm } from "./targeting-form";
import { TryContext } from "./try-context";

interface Props {
  project: string;
  flag: Flag;
  environment: string;
  targeting: Targeting;
}

/** What the flag serves in one environment, as sentences or as JSON, beside a place to try it. */
export function Editor({ project, flag, environment, targeting }: Props) {
  const draft = useDraft(targeting);
  return (
    <div className={css.columns}>
      <Tabs defaultValue="sentences" keepMounted={false} className={css.main}>
        <Tabs.List>
          <Tabs.Tab value="sentences">Targeting</Tabs.Tab>
          <Tabs.Tab value="json">JSON</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sentences" pt="md">
          <TargetingForm project={project} flag={flag} targeting={targeting} draft={draft} />
          <SaveBar project={project} flag={flag.key} environment={environment} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="json" pt="md">
          <JsonTab
            project={project}
            flag={flag.key}
            environment={environment}
            targeting={targeting}
          />
        </Tabs.Panel>
      </Tabs>
      <aside className={css.beside}>
        <TryContext
          project={project}
          flag={flag.key}
          environment={environment}
          revision={targeting.revision}
        />
        <LifeCard project={project} flag={flag.key} />
      </aside>
    </div>
  );
}
