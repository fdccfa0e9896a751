import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { FlagTests } from "../../../api/flag-tests";
import { Dialog } from "../../../components/dialog";
import { Card, Row } from "../../../components/layout";
import { Empty, ErrorNote, Loading } from "../../../components/states";
import { flagsText } from "../../../text/en/flags";
import { type Place, useSaveTests, useTests } from "../tests-queries";
import css from "./history.module.css";
import { TestForm } from "./test-form";
import { TestItem } from "./test-item";
import { TestsForm } from "./tests-form";
import { TestsJson } from "./tests-json";

const words = flagsText.testsTab;

interface Props {
  place: Place;
  variants: string[];
}

/** What is being done, to which test, and as all of them were then. */
interface Doing {
  what: "form" | "remove" | "json";
  at: number;
  base: FlagTests;
}

/** What the flag has to answer for whom: no change may break it. */
export function TestsTab({ place, variants }: Props) {
  const { data, error, refetch } = useTests(place);
  const [doing, setDoing] = useState<Doing>();
  const done = () => setDoing(undefined);
  if (!data) {
    return (
      <Card label={words.tests}>
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what={words.theTests} />}
      </Card>
    );
  }
  const { tests, outcomes } = data;
  const begin = (what: Doing["what"], at = tests.length) => setDoing({ what, at, base: data });
  const hold = outcomes.filter(({ holds }) => holds).length;
  const tools = (
    <Row>
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => begin("form")}>
        {words.addATest}
      </Button>
      <Button variant="default" onClick={() => begin("json")}>
        {words.asJson}
      </Button>
    </Row>
  );
  return (
    <Card label={words.tests}>
      {tests.length === 0 ? (
        <Empty
          title={words.noTestsYet}
          action={tools}
          command={commandOf(place, data.version, variants)}
        >
          {words.whatTestsAre}
        </Empty>
      ) : (
        <>
          <p>{words.hold(hold, tests.length)}</p>
          <ol className={css.versions}>
            {tests.map((test, i) => (
              <TestItem
                key={test.name}
                test={test}
                outcome={outcomes[i]}
                onEdit={() => begin("form", i)}
                onRemove={() => begin("remove", i)}
              />
            ))}
          </ol>
          {tools}
        </>
      )}
      <Dialog
        title={doing ? titleOf(doing) : ""}
        opened={doing !== undefined}
        onClose={done}
        size={doing?.what === "remove" ? "md" : "lg"}
      >
        {doing?.what === "form" && (
          <TestForm
            place={place}
            base={doing.base}
            at={doing.at}
            variants={variants}
            onDone={done}
          />
        )}
        {doing?.what === "json" && <TestsJson place={place} base={doing.base} onDone={done} />}
        {doing?.what === "remove" && <RemoveTest place={place} doing={doing} onDone={done} />}
      </Dialog>
    </Card>
  );
}

function titleOf({ what, at, base: { tests } }: Doing): string {
  if (what === "json") return words.asJson;
  if (what === "remove") return words.removeOne(tests[at]?.name ?? "");
  return at < tests.length ? words.changeTheTest : words.addATest;
}

function RemoveTest({ place, doing, onDone }: { place: Place; doing: Doing; onDone(): void }) {
  const saving = useSaveTests(place);
  return (
    <TestsForm
      place={place}
      version={doing.base.version}
      saving={saving}
      read={() => doing.base.tests.toSpliced(doing.at, 1)}
      submit={words.remove}
      danger
      fields={[]}
      onDone={onDone}
    >
      <p>{words.nothingHolds}</p>
    </TestsForm>
  );
}

function commandOf({ project, flag, environment }: Place, version: number, variants: string[]) {
  const example = {
    name: "eu free user",
    context: { region: "eu", plan: "free" },
    expect: { variant: variants.at(-1) },
  };
  return `curl -X PUT ${window.location.origin}/api/v1/projects/${project}/flags/${flag}/environments/${environment}/tests \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -H 'If-Match: "${version}"' \\
  -d '${JSON.stringify({ tests: [example] })}'`;
}
