import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Card, Page, PageHead } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "./environments.module.css";
import { useCreateEnvironment, useEnvironments } from "./queries";
import { RegionsCard } from "./regions-card";

/** The places of a project: environments and regions. */
export function SettingsPage({ project }: { project: string }) {
  return (
    <Page>
      <PageHead title="Settings" sub={`Project ${project}`} />
      <EnvironmentsCard project={project} />
      <RegionsCard project={project} />
    </Page>
  );
}

function EnvironmentsCard({ project }: { project: string }) {
  const environments = useEnvironments(project).data ?? [];
  const [key, setKey] = useState("");
  const create = useCreateEnvironment(project, () => setKey(""));
  return (
    <Card title="Environments">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Name</th>
            <th scope="col">Revision</th>
          </tr>
        </thead>
        <tbody>
          {environments.map((one) => (
            <tr key={one.key}>
              <th scope="row">{one.key}</th>
              <td>{one.name}</td>
              <td>{one.revision}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ key, name: key });
        }}
      >
        <TextInput
          label="New environment"
          placeholder="staging"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          required
        />
        <Button type="submit" variant="default" loading={create.isPending}>
          Add
        </Button>
      </form>
      <ErrorNote error={create.error} />
    </Card>
  );
}
