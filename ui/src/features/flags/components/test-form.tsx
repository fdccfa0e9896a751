import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FlagTest, FlagTests } from "../../../api/flag-tests";
import { faultAt } from "../../../lib/problem";
import { contextOf } from "../../../lib/question";
import type { Json } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { type Place, useSaveTests } from "../tests-queries";
import css from "./editor.module.css";
import { TestsForm } from "./tests-form";

const words = flagsText.testForm;

interface Props {
  place: Place;
  /** As they were when the form was opened. */
  base: FlagTests;
  /** Which of them; one more than there are for one that is to be added. */
  at: number;
  variants: string[];
  onDone(): void;
}

const blank = (variant: string): FlagTest => ({ name: "", context: {}, expect: { variant } });

const textOf = (value: Json | undefined) => (typeof value === "string" ? value : "");

/** One test: for whom, and what has to come. */
export function TestForm({ place, base, at, variants, onDone }: Props) {
  const saving = useSaveTests(place);
  const before = base.tests[at] ?? blank(variants.at(-1) ?? "");
  const { targetingKey, region: from, ...rest } = before.context;
  const [name, setName] = useState(before.name);
  const [key, setKey] = useState(textOf(targetingKey));
  const [region, setRegion] = useState(textOf(from));
  const [attributes, setAttributes] = useState(
    Object.keys(rest).length > 0 ? JSON.stringify(rest) : "",
  );
  const [variant, setVariant] = useState(before.expect.variant ?? "");
  const [value, setValue] = useState(
    before.expect.value === undefined ? "" : JSON.stringify(before.expect.value),
  );
  const [wrong, setWrong] = useState<{ context?: string; value?: string }>({});
  const pointer = `/tests/${at}`;
  const read = () => {
    const context = contextOf({ key, region, attributes });
    const expected = expectedValue(value);
    setWrong({
      context: context ? undefined : words.attributesWrong,
      value: expected ? undefined : words.valueWrong,
    });
    if (!context || !expected) return undefined;
    const test = { name, context, expect: { ...(variant && { variant }), ...expected } };
    return base.tests.toSpliced(at, 1, test);
  };
  return (
    <TestsForm
      place={place}
      version={base.version}
      saving={saving}
      read={read}
      submit={words.save}
      fields={[`${pointer}/name`, `${pointer}/context`, `${pointer}/expect`]}
      onDone={onDone}
    >
      <TextInput
        label={words.name}
        placeholder={words.exampleName}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={faultAt(saving.error, `${pointer}/name`)}
        required
        data-autofocus
      />
      <div className={css.line}>
        <TextInput
          label={words.targetingKey}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
        <TextInput
          label={words.region}
          value={region}
          onChange={(event) => setRegion(event.target.value)}
        />
      </div>
      <Textarea
        label={words.attributes}
        placeholder={words.exampleAttributes}
        value={attributes}
        onChange={(event) => setAttributes(event.target.value)}
        error={wrong.context ?? faultAt(saving.error, `${pointer}/context`)}
        rows={2}
        spellCheck={false}
        classNames={{ input: css.json }}
      />
      <div className={css.line}>
        <NativeSelect
          label={words.variant}
          data={[...variants, { value: "", label: words.anyVariant }]}
          value={variant}
          onChange={(event) => setVariant(event.target.value)}
          error={faultAt(saving.error, `${pointer}/expect`)}
        />
        <TextInput
          label={words.value}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          error={wrong.value}
        />
      </div>
    </TestsForm>
  );
}

/** The part of what is expected that was typed; nothing where it is no JSON. */
function expectedValue(typed: string): { value?: Json } | undefined {
  if (typed.trim() === "") return {};
  try {
    return { value: JSON.parse(typed) as Json };
  } catch {
    return undefined;
  }
}
