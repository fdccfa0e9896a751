import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Targeting } from "../../../api/flags";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import type { TargetingEdit } from "../../../lib/targeting";
import { editOf } from "../draft";
import { useSave } from "../queries";
import css from "./editor.module.css";

interface Props {
  project: string;
  flag: string;
  environment: string;
  targeting: Targeting;
}

/** The same document as it travels. It may be anything while it is typed, so the form never sees it: the server
 * judges it when it is saved. */
export function JsonTab({ project, flag, environment, targeting }: Props) {
  const [typed, setTyped] = useState<{ text: string; version: number }>();
  const [wrong, setWrong] = useState<string>();
  const save = useSave(project, flag, environment);
  const discard = () => {
    setTyped(undefined);
    setWrong(undefined);
    save.reset();
  };
  const send = () => {
    if (!typed) return;
    try {
      const edit = JSON.parse(typed.text) as TargetingEdit;
      setWrong(undefined);
      save.mutate({ edit, version: typed.version }, { onSuccess: discard });
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack>
      <Textarea
        label="Targeting as JSON"
        value={typed?.text ?? JSON.stringify(editOf(targeting), null, 2)}
        onChange={(event) =>
          setTyped({ text: event.target.value, version: typed?.version ?? targeting.version })
        }
        error={wrong}
        rows={26}
        spellCheck={false}
        classNames={{ input: css.json }}
      />
      <ErrorNote error={save.error} />
      {typed && (
        <Row>
          <Button loading={save.isPending} onClick={send}>
            Save
          </Button>
          <Button variant="default" onClick={discard}>
            Discard
          </Button>
        </Row>
      )}
    </Stack>
  );
}
