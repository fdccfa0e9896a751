import { Tabs } from "@mantine/core";
import type { Flag, Targeting } from "../../../api/flags";
import { flagsText } from "../../../text/en/flags";
import { useDraft } from "../draft";
import css from "./editor.module.css";
import { HistoryTab } from "./history-tab";
import { JsonTab } from "./json-tab";
import { LifeCard } from "./life-card";
import { SaveBar } from "./save-bar";
import { TargetingForm } from "./targeting-form";
import { TestsTab } from "./tests-tab";
import { type FlagQuestion, TryContext } from "./try-context";

const words = flagsText.editor;

interface Props {
  project: string;
  flag: Flag;
  environment: string;
  targeting: Targeting;
  question: FlagQuestion;
  onAsk(question: FlagQuestion): void;
  /** Which of its tabs is shown. */
  tab: string | undefined;
  onTab(tab: string): void;
}

/** What the flag serves in one environment, as sentences or as JSON and what it did before, beside a place to try it. */
export function Editor(props: Props) {
  const { project, flag, environment, targeting, question, onAsk, tab, onTab } = props;
  const draft = useDraft(targeting);
  return (
    <div className={css.columns}>
      <Tabs
        value={tab ?? "targeting"}
        onChange={(to) => onTab(to ?? "targeting")}
        keepMounted={false}
        className={css.main}
      >
        <Tabs.List>
          <Tabs.Tab value="targeting">{words.targeting}</Tabs.Tab>
          <Tabs.Tab value="tests">{words.tests}</Tabs.Tab>
          <Tabs.Tab value="json">{words.json}</Tabs.Tab>
          <Tabs.Tab value="history">{words.history}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="targeting" pt="md">
          <TargetingForm project={project} flag={flag} targeting={targeting} draft={draft} />
          <SaveBar project={project} flag={flag.key} environment={environment} draft={draft} />
        </Tabs.Panel>
        <Tabs.Panel value="tests" pt="md">
          <TestsTab
            place={{ project, flag: flag.key, environment }}
            variants={Object.keys(flag.variants)}
          />
        </Tabs.Panel>
        <Tabs.Panel value="json" pt="md">
          <JsonTab
            project={project}
            flag={flag.key}
            environment={environment}
            targeting={targeting}
          />
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <HistoryTab
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
          question={question}
          onAsk={onAsk}
        />
        <LifeCard project={project} flag={flag.key} />
      </aside>
    </div>
  );
}
