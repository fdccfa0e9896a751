import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Targeting } from "../../../api/flags";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import type { TargetingEdit } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { editOf } from "../draft";
import { useApprovals, useSave } from "../queries";
import { AskEdit } from "./ask-edit";
import css from "./editor.module.css";

const words = flagsText.jsonTab;

interface Props {
  project: string;
  flag: string;
  environment: string;
  targeting: Targeting;
}

/** The same document as it travels. It may be anything while it is typed, so the form never sees it: the server
 * judges it when it is saved. */
export function JsonTab({ project, flag, environment, targeting }: Props) {
  const [typed, setTyped] = useState<{ text: string; version: number; revision: number }>();
  const [wrong, setWrong] = useState<string>();
  const [asked, setAsked] = useState<TargetingEdit>();
  const approvals = useApprovals(project, environment);
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
      if (approvals > 0) setAsked(edit);
      else
        save.mutate(
          { edit, version: typed.version, revision: typed.revision },
          { onSuccess: discard },
        );
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Stack>
      <Textarea
        label={words.targetingAsJson}
        value={typed?.text ?? JSON.stringify(editOf(targeting), null, 2)}
        onChange={(event) =>
          setTyped({
            version: targeting.version,
            revision: targeting.revision,
            ...typed,
            text: event.target.value,
          })
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
            {approvals > 0 ? words.askForApproval : words.save}
          </Button>
          <Button variant="default" onClick={discard}>
            {words.discard}
          </Button>
        </Row>
      )}
      <AskEdit
        project={project}
        flag={flag}
        environment={environment}
        base={targeting}
        edit={asked}
        onClose={() => setAsked(undefined)}
        onDone={discard}
      />
    </Stack>
  );
}
