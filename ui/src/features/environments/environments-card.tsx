import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Environment } from "../../api/projects";
import { Dialog } from "../../components/dialog";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { listing } from "../../text/format";
import { EnvironmentForm } from "./environment-form";
import { useCreateEnvironment, useEnvironments } from "./queries";

const words = environmentsText.environmentsCard;

/** The environments, and who may edit there on what terms. */
export function EnvironmentsCard({ project }: { project: string }) {
  const environments = useEnvironments(project).data ?? [];
  const [key, setKey] = useState("");
  const [copyFrom, setCopyFrom] = useState("");
  const create = useCreateEnvironment(project, () => setKey(""));
  const [edited, setEdited] = useState<Environment>();
  return (
    <Card title={words.environments} label={words.environments}>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.key}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.revision}</th>
              <th scope="col">{words.editedBy}</th>
              <th scope="col">{words.commentNeeded}</th>
              <th scope="col">{words.approvals}</th>
              <th scope="col">
                <span className="visually-hidden">{words.edit}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {environments.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.key}</th>
                <td>{one.name}</td>
                <td>{one.revision}</td>
                <td>{one.protected ? words.releasersAdmins : words.editors}</td>
                <td>{one.protected || one.requireComments ? words.yes : words.no}</td>
                <td>
                  {one.approvals
                    ? words.approvalsBy(one.approvals, listing(one.approvers ?? ["approver"]))
                    : words.noApprovals}
                </td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={words.editOne(one.key)}
                    onClick={() => setEdited(one)}
                  >
                    {words.edit}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Dialog
        title={words.edited(edited?.key)}
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        size="md"
      >
        {edited && (
          <EnvironmentForm
            project={project}
            environment={edited}
            onDone={() => setEdited(undefined)}
          />
        )}
      </Dialog>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ key, name: key, copyFrom: copyFrom || undefined });
        }}
      >
        <TextInput
          label={words.newEnvironment}
          placeholder={words.exampleKey}
          value={key}
          onChange={(event) => setKey(event.target.value)}
          required
        />
        <NativeSelect
          label={words.beginsWith}
          data={[
            { value: "", label: words.allFlagsOff },
            ...environments.map((one) => ({ value: one.key, label: words.aCopyOf(one.key) })),
          ]}
          value={copyFrom}
          onChange={(event) => setCopyFrom(event.target.value)}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          {words.add}
        </Button>
      </form>
      <ErrorNote error={create.error} />
    </Card>
  );
}
