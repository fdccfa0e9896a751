import { Tabs } from "@mantine/core";
import { useState } from "react";
import { Command } from "../../components/command";
import { Card, Page, PageHead } from "../../components/layout";
import { connectText } from "../../text/en/connect";
import { KeysCard } from "./keys-card";
import { Light } from "./light";
import { useEnvironments } from "./queries";
import { snippets } from "./snippets";

const words = connectText.connectPage;

interface Props {
  project: string;
  environment?: string;
}

/** From nothing to a value in one's own code: a key, what to paste, and a light that says it worked. */
export function ConnectPage({ project, environment }: Props) {
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  const [key, setKey] = useState<string>();
  const all = snippets(window.location.origin, key ?? "YOUR-SDK-KEY");
  return (
    <Page>
      <PageHead title={words.connectAnSdk} sub={words.sub(project, at)} />
      <KeysCard project={project} environment={at} fresh={key} onCreated={setKey} />
      <Card title={words.paste} aside={key ? words.yourKeyIsFilledIn : words.createAKeyToFillItIn}>
        <Tabs defaultValue={all[0]?.name}>
          <Tabs.List>
            {all.map(({ name }) => (
              <Tabs.Tab key={name} value={name}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {all.map(({ name, text }) => (
            <Tabs.Panel key={name} value={name} pt="sm">
              <Command text={text} label={words.example(name)} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Card>
      <Card title={words.watch}>
        <Light project={project} environment={at} />
      </Card>
    </Page>
  );
}
