import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Card, Page, PageHead, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { useCreateProject } from "./queries";

/** The first thing a new server asks for. */
export function NewProjectPage() {
  const [key, setKey] = useState("");
  const [name, setName] = useState("");
  const navigate = useNavigate();
  const create = useCreateProject((project) =>
    navigate({ to: "/projects/$project/flags", params: { project: project.key } }),
  );
  return (
    <main>
      <Page>
        <PageHead
          title="Create a project"
          sub="A project holds flags. It starts with one environment, production."
        />
        <Card>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              create.mutate({ key, name: name || key });
            }}
          >
            <Stack>
              <ErrorNote error={create.error} />
              <TextInput
                label="Key"
                placeholder="comics"
                value={key}
                onChange={(event) => setKey(event.target.value)}
                pattern="[a-z0-9][a-z0-9._\-]{0,63}"
                title="Small letters, digits, dot, dash and underscore; 64 at most"
                required
              />
              <TextInput
                label="Name"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <div>
                <Button type="submit" loading={create.isPending}>
                  Create
                </Button>
              </div>
            </Stack>
          </form>
        </Card>
      </Page>
    </main>
  );
}
