import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Access, Grant } from "../../api/people";
import { Dialog } from "../../components/dialog";
import { Card, Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { rightsHere } from "./grants";
import { GrantsForm } from "./grants-form";
import { useAccess, useGrant } from "./people-queries";

const words = accessText.accessCard;

/** Who can see a project, and what they may do there. */
export function AccessCard({ project }: { project: string }) {
  const { data, error } = useAccess(project);
  const [edited, setEdited] = useState<Access | "new">();
  const close = () => setEdited(undefined);
  return (
    <Card title={words.title(project)} label={words.accessToTheProject} aside={words.aside}>
      <ErrorNote error={error} />
      {data && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{words.who}</th>
                <th scope="col">{words.everywhere}</th>
                <th scope="col">{words.inThisProject}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.change}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((one) => (
                <tr key={`${one.kind}/${one.id}`}>
                  <th scope="row">
                    {one.name} <span className="quiet">{one.email ?? one.kind}</span>
                  </th>
                  <td>
                    {one.role}
                    {one.kind === "person" && one.teams.length > 0 && (
                      <span className="quiet">{words.andAsOf(one.teams.join(", "))}</span>
                    )}
                  </td>
                  <td>{rightsHere(one.grants)}</td>
                  <td>
                    {one.email && (
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.changeOne(one.name, project)}
                        onClick={() => setEdited(one)}
                      >
                        {words.change}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && (
        <div>
          <Button variant="default" onClick={() => setEdited("new")}>
            {words.letSomebodyIn}
          </Button>
        </div>
      )}
      <Dialog
        title={edited === "new" || !edited ? words.letSomebodyInto(project) : edited.name}
        opened={edited !== undefined}
        onClose={close}
        size="md"
      >
        {edited && (
          <AccessForm
            project={project}
            access={edited === "new" ? undefined : edited}
            onDone={close}
          />
        )}
      </Dialog>
    </Card>
  );
}

interface FormProps {
  project: string;
  /** Nothing for somebody who is to be let in. */
  access?: Access;
  onDone(): void;
}

function AccessForm({ project, access, onDone }: FormProps) {
  const [grants, setGrants] = useState<Grant[]>(access?.grants ?? [{ project, role: "editor" }]);
  const grant = useGrant(project, onDone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const email = access?.email ?? String(new FormData(event.currentTarget).get("email") ?? "");
        grant.mutate({ email: email.trim(), grants });
      }}
    >
      <Stack>
        {!access && (
          <TextInput name="email" type="email" label={words.email} required data-autofocus />
        )}
        <GrantsForm project={project} grants={grants} onChange={setGrants} />
        <ErrorNote error={grant.error} />
        <Row>
          <Button type="submit" loading={grant.isPending}>
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
