import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { FlagTests } from "../../../api/flag-tests";
import { flagsText } from "../../../text/en/flags";
import { type Place, useSaveTests } from "../tests-queries";
import css from "./editor.module.css";
import { TestsForm } from "./tests-form";

const words = flagsText.testsJson;

interface Props {
  place: Place;
  /** As they were when the text was made of them. */
  base: FlagTests;
  onDone(): void;
}

/** All tests as they travel. */
export function TestsJson({ place, base, onDone }: Props) {
  const saving = useSaveTests(place);
  const [text, setText] = useState(() => JSON.stringify(base.tests, null, 2));
  const [wrong, setWrong] = useState<string>();
  const read = () => {
    try {
      setWrong(undefined);
      return JSON.parse(text) as unknown;
    } catch (error) {
      setWrong(String(error));
      return undefined;
    }
  };
  return (
    <TestsForm
      place={place}
      version={base.version}
      saving={saving}
      read={read}
      submit={words.save}
      fields={[]}
      onDone={onDone}
    >
      <Textarea
        label={words.testsAsJson}
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={wrong}
        rows={22}
        spellCheck={false}
        classNames={{ input: css.json }}
      />
    </TestsForm>
  );
}
