import { Button, NativeSelect, Tabs, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Variant } from "../../components/chip";
import { Command } from "../../components/command";
import { Card, Page, PageHead, Stack } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { type Question as Asker, contextOf } from "../../lib/question";
import type { Json } from "../../lib/targeting";
import { playgroundText } from "../../text/en/playground";
import { type Evaluated, MOST, useEnvironments, useRegions, useValues } from "./queries";
import { snippets } from "./snippets";

const words = playgroundText.playgroundPage;

/** Who asks, of which flags. */
interface Question extends Asker {
  q?: string;
}

interface Props {
  project: string;
  environment?: string;
  question: Question;
  onAsk(question: Question): void;
}

/** Any context, and what all flags give it. */
export function PlaygroundPage({ project, environment, question, onAsk }: Props) {
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  const regions = useRegions(project).data?.regions ?? [];
  const [typed, setTyped] = useState(question);
  const [wrong, setWrong] = useState(false);
  const context = contextOf(question) ?? {};
  const asked = { environment: at, text: question.q ?? "", context };
  const { data, error, isPending, isFetching, refetch } = useValues(project, asked);
  const type = (part: Question) => setTyped({ ...typed, ...part });
  const ask = () => {
    const sound = contextOf(typed) !== undefined;
    setWrong(!sound);
    if (!sound) return;
    if (JSON.stringify(typed) === JSON.stringify(question)) refetch();
    else onAsk(typed);
  };
  const revision = data?.values[0]?.evaluation.metadata?.revision;
  return (
    <Page>
      <PageHead title={words.playground} sub={words.sub(at)} />
      <div className={css.two}>
        <Card title={words.whoAsks}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              ask();
            }}
          >
            <Stack>
              <TextInput
                label={words.targetingKey}
                value={typed.key ?? ""}
                onChange={(event) => type({ key: event.target.value })}
              />
              <NativeSelect
                label={words.region}
                data={[{ value: "", label: words.notTold }, ...regions.map(({ key }) => key)]}
                value={typed.region ?? ""}
                onChange={(event) => type({ region: event.target.value })}
              />
              <Textarea
                label={words.attributes}
                placeholder={words.exampleAttributes}
                error={wrong ? words.attributesWrong : undefined}
                value={typed.attributes ?? ""}
                onChange={(event) => type({ attributes: event.target.value })}
                rows={3}
                spellCheck={false}
              />
              <TextInput
                label={words.ofTheFlagsThatFit}
                placeholder={words.fitExample}
                value={typed.q ?? ""}
                onChange={(event) => type({ q: event.target.value })}
              />
              <div>
                <Button type="submit" loading={isFetching}>
                  {words.evaluate}
                </Button>
              </div>
            </Stack>
          </form>
        </Card>
        <Copy context={context} first={data?.values[0]} />
      </div>
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theValues} />}
      {data && data.values.length === 0 && <Empty title={words.noFlagFits}>{words.askAll}</Empty>}
      {data && data.values.length > 0 && (
        <Card
          title={words.howMany(data.values.length)}
          aside={revision !== undefined && words.atRevision(String(revision))}
          label={words.values}
        >
          {data.more && <p className={css.text}>{words.onlyTheFirst(MOST)}</p>}
          <Values project={project} environment={at} values={data.values} />
        </Card>
      )}
    </Page>
  );
}

interface ValuesProps {
  project: string;
  environment: string;
  values: Evaluated[];
}

function Values({ project, environment, values }: ValuesProps) {
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{words.flag}</th>
            <th scope="col">{words.variant}</th>
            <th scope="col">{words.value}</th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ flag, evaluation }) => (
            <tr key={flag}>
              <th scope="row">
                <Link
                  to="/projects/$project/flags/$flag"
                  params={{ project, flag }}
                  search={{ env: environment }}
                >
                  {flag}
                </Link>
              </th>
              <td>{evaluation.variant && <Variant name={evaluation.variant} />}</td>
              <td className="mono">{JSON.stringify(evaluation.value)}</td>
              <td>{evaluation.errorMessage ?? evaluation.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Copy({ context, first }: { context: Record<string, Json>; first?: Evaluated }) {
  const all = snippets({
    server: window.location.origin,
    flag: first?.flag ?? "my-flag",
    value: first?.evaluation.value,
    context,
  });
  return (
    <Card title={words.theSameInCode} label={words.theSameInCode}>
      <Tabs defaultValue="curl" keepMounted={false}>
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
  );
}
