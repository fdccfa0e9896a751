import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Environment } from "../../api/projects";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { useEditEnvironment } from "./queries";

const words = environmentsText.environmentForm;

interface Props {
  project: string;
  environment: Environment;
  onDone(): void;
}

const roles = ["editor", "releaser", "approver", "admin"];
const counts = ["0", "1", "2", "3", "4", "5"];

/** Who edits an environment, and on what terms. */
export function EnvironmentForm({ project, environment, onDone }: Props) {
  const [approvals, setApprovals] = useState(environment.approvals ?? 0);
  const [approvers, setApprovers] = useState(environment.approvers ?? ["approver"]);
  const edit = useEditEnvironment(project, onDone);
  const explained = environment.protected || (environment.approvals ?? 0) > 0;
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    edit.mutate({
      environment,
      edit: {
        name: text("name"),
        protected: form.has("protected"),
        requireComments: form.has("requireComments"),
        approvals,
        ...(approvals > 0 && { approvers }),
      },
      comment: text("comment") || undefined,
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(new FormData(event.currentTarget));
      }}
    >
      <Stack>
        <TextInput
          name="name"
          label={words.name}
          defaultValue={environment.name}
          maxLength={200}
          required
          data-autofocus
        />
        <Checkbox
          name="protected"
          label={words.protectedLabel}
          defaultChecked={environment.protected}
        />
        <Checkbox
          name="requireComments"
          label={words.commentNeeded}
          defaultChecked={environment.requireComments}
        />
        <NativeSelect
          label={words.approvals}
          data={counts}
          value={String(approvals)}
          onChange={(event) => setApprovals(Number(event.target.value))}
        />
        {approvals > 0 && (
          <Checkbox.Group label={words.approvers} value={approvers} onChange={setApprovers}>
            <div className={css.form}>
              {roles.map((role) => (
                <Checkbox key={role} value={role} label={role} />
              ))}
            </div>
          </Checkbox.Group>
        )}
        <TextInput
          name="comment"
          label={explained ? words.why : words.whyOptional}
          maxLength={2000}
          required={explained}
        />
        <ErrorNote error={edit.error} />
        <Row>
          <Button type="submit" loading={edit.isPending}>
            {words.save}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
