import { Button, NativeSelect, Tabs, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Variant } from "../../components/chip";
import { Command } from "../../components/command";
import { Card, Page, PageHead, Stack } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { plural } from "../../lib/format";
import { type Question as Asker, contextOf } from "../../lib/question";
import type { Json } from "../../lib/targeting";
import { type Evaluated, MOST, useEnvironments, useRegions, useValues } from "./queries";
import { snippets } from "./snippets";

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
      <PageHead title="Playground" sub={`What every flag of ${at} gives one context.`} />
      <div className={css.two}>
        <Card title="Who asks">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              ask();
            }}
          >
            <Stack>
              <TextInput
                label="Targeting key"
                value={typed.key ?? ""}
                onChange={(event) => type({ key: event.target.value })}
              />
              <NativeSelect
                label="Region"
                data={[{ value: "", label: "Not told" }, ...regions.map(({ key }) => key)]}
                value={typed.region ?? ""}
                onChange={(event) => type({ region: event.target.value })}
              />
              <Textarea
                label="Attributes"
                placeholder='{"plan": "beta"}'
                error={
                  wrong ? 'Attributes are a JSON object, for example {"plan": "beta"}.' : undefined
                }
                value={typed.attributes ?? ""}
                onChange={(event) => type({ attributes: event.target.value })}
                rows={3}
                spellCheck={false}
              />
              <TextInput
                label="Of the flags that fit"
                placeholder="all; or tag:checkout, state:on"
                value={typed.q ?? ""}
                onChange={(event) => type({ q: event.target.value })}
              />
              <div>
                <Button type="submit" loading={isFetching}>
                  Evaluate
                </Button>
              </div>
            </Stack>
          </form>
        </Card>
        <Copy context={context} first={data?.values[0]} />
      </div>
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what="the values" />}
      {data && data.values.length === 0 && (
        <Empty title="No flag fits">Leave the last field empty to ask all of them.</Empty>
      )}
      {data && data.values.length > 0 && (
        <Card
          title={plural(data.values.length, "value")}
          aside={revision !== undefined && `at revision ${revision}`}
          label="Values"
        >
          {data.more && (
            <p className={css.text}>
              The first {MOST} that fit; say which flags you mean to see others.
            </p>
          )}
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
            <th scope="col">Flag</th>
            <th scope="col">Variant</th>
            <th scope="col">Value</th>
            <th scope="col">Reason</th>
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
    <Card title="The same in code" label="The same in code">
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
            <Command text={text} label={`${name} example`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Card>
  );
}
