import { Button, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Card, Page, PageHead, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { environmentsText } from "../../text/en/environments";
import { useCreateProject } from "./queries";

const words = environmentsText.newProjectPage;

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
        <PageHead title={words.createAProject} sub={words.sub} />
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
                label={words.key}
                placeholder={words.exampleKey}
                value={key}
                onChange={(event) => setKey(event.target.value)}
                pattern="[a-z0-9][a-z0-9._\-]{0,63}"
                title={words.keyRule}
                required
              />
              <TextInput
                label={words.name}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <div>
                <Button type="submit" loading={create.isPending}>
                  {words.create}
                </Button>
              </div>
            </Stack>
          </form>
        </Card>
      </Page>
    </main>
  );
}
