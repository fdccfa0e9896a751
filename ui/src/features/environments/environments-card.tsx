import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { Toggle } from "../../components/toggle";
import { useCreateEnvironment, useEditEnvironment, useEnvironments } from "./queries";

/** The environments, and who may edit there on what terms. */
export function EnvironmentsCard({ project }: { project: string }) {
  const environments = useEnvironments(project).data ?? [];
  const [key, setKey] = useState("");
  const [copyFrom, setCopyFrom] = useState("");
  const create = useCreateEnvironment(project, () => setKey(""));
  const edit = useEditEnvironment(project);
  return (
    <Card title="Environments" label="Environments">
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Name</th>
              <th scope="col">Revision</th>
              <th scope="col">Protected</th>
              <th scope="col">Comment needed</th>
            </tr>
          </thead>
          <tbody>
            {environments.map((one) => (
              <tr key={one.key}>
                <th scope="row">{one.key}</th>
                <td>{one.name}</td>
                <td>{one.revision}</td>
                <td>
                  <Toggle
                    on={one.protected ?? false}
                    label={`${one.key} is protected`}
                    onChange={(on) => edit.mutate({ environment: one, edit: { protected: on } })}
                  />
                </td>
                <td>
                  <Toggle
                    on={one.requireComments ?? false}
                    label={`${one.key} needs comments`}
                    onChange={(on) =>
                      edit.mutate({ environment: one, edit: { requireComments: on } })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={css.text}>
        A protected environment is edited by releasers and administrators only, each time with a
        comment.
      </p>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ key, name: key, copyFrom: copyFrom || undefined });
        }}
      >
        <TextInput
          label="New environment"
          placeholder="staging"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          required
        />
        <NativeSelect
          label="Begins with"
          data={[
            { value: "", label: "all flags, off" },
            ...environments.map((one) => ({ value: one.key, label: `a copy of ${one.key}` })),
          ]}
          value={copyFrom}
          onChange={(event) => setCopyFrom(event.target.value)}
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          Add
        </Button>
      </form>
      <ErrorNote error={create.error} />
    </Card>
  );
}
