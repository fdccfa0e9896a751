import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import { Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import type { Json, ValueType } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { useCreateFlag } from "../queries";

const words = flagsText.createFlag;

interface Props {
  project: string;
  opened: boolean;
  onClose(): void;
  onCreated(flag: string): void;
}

const EXAMPLES: Record<ValueType, Record<string, Json>> = {
  boolean: { on: true, off: false },
  string: { blue: "blue", control: "grey" },
  integer: { large: 100, small: 10 },
  number: { fast: 1.5, normal: 1 },
  object: { new: { layout: "grid" }, old: { layout: "list" } },
};

const types = Object.keys(EXAMPLES) as ValueType[];

/** What is asked before a flag exists: a key and its values. */
export function CreateFlag({ project, opened, onClose, onCreated }: Props) {
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  const [type, setType] = useState<ValueType>("boolean");
  const [variants, setVariants] = useState(JSON.stringify(EXAMPLES.boolean));
  const [wrong, setWrong] = useState("");
  const create = useCreateFlag(project, (flag) => onCreated(flag.key));
  const choose = (next: ValueType) => {
    setType(next);
    setVariants(JSON.stringify(EXAMPLES[next]));
  };
  const send = () => {
    try {
      setWrong("");
      const parsed = JSON.parse(variants) as Record<string, Json>;
      create.mutate({ key, name: name || undefined, type, variants: parsed });
    } catch {
      setWrong(words.variantsWrong);
    }
  };
  return (
    <Dialog title={words.createAFlag} opened={opened} onClose={onClose} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack>
          <ErrorNote error={create.error} />
          <TextInput
            label={words.key}
            description={words.keyHint}
            placeholder={words.exampleKey}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title={words.keyRule}
            required
            data-autofocus
          />
          <TextInput
            label={words.name}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <NativeSelect
            label={words.type}
            data={types}
            value={type}
            onChange={(event) => choose(event.target.value as ValueType)}
          />
          <Textarea
            label={words.variants}
            description={words.variantsHint}
            value={variants}
            onChange={(event) => setVariants(event.target.value)}
            error={wrong || undefined}
            rows={3}
            spellCheck={false}
          />
          <Button type="submit" loading={create.isPending}>
            {words.create}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
