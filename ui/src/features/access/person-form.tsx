import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "../../api/session";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { accessText } from "../../text/en/access";
import { GrantsForm } from "./grants-form";
import {
  useEditPerson,
  useEndAll,
  usePersonSessions,
  useRemovePerson,
  useResetFactor,
} from "./people-queries";

import { useRoles } from "./roles-queries";

const words = accessText.personForm;

interface Props {
  person: Person;
  onDone(): void;
}

/** What somebody is called and may do, where they are signed in, and the way out. */
export function PersonForm({ person, onDone }: Props) {
  const { id = "", name, email } = person;
  const [grants, setGrants] = useState(person.grants ?? []);
  const [going, setGoing] = useState(false);
  const edit = useEditPerson(id, onDone);
  const remove = useRemovePerson(id, onDone);
  const sessions = usePersonSessions(id).data ?? [];
  const endAll = useEndAll(id);
  const reset = useResetFactor(id, onDone);
  const roles = useRoles();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        edit.mutate({
          name: String(form.get("name") ?? "").trim(),
          role: String(form.get("role") ?? ""),
          grants,
        });
      }}
    >
      <Stack>
        <TextInput name="name" label={words.name} defaultValue={name} required data-autofocus />
        <NativeSelect
          name="role"
          label={words.roleEverywhere}
          data={roles}
          defaultValue={person.role}
          key={roles.length}
        />
        <GrantsForm grants={grants} onChange={setGrants} />
        <ErrorNote error={edit.error} />
        <Row>
          <Button type="submit" loading={edit.isPending}>
            {words.save}
          </Button>
          <Button variant="default" onClick={onDone}>
            {words.cancel}
          </Button>
        </Row>
        <Row>
          <span>{sessions.length > 0 ? words.open(sessions.length) : words.notSignedIn}</span>
          {sessions.length > 0 && (
            <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate()}>
              {words.signOutEverywhere}
            </Button>
          )}
          {person.secondFactor && (
            <Button variant="default" loading={reset.isPending} onClick={() => reset.mutate()}>
              {words.resetTheSecondFactor}
            </Button>
          )}
        </Row>
        <ErrorNote error={reset.error} />
        {going ? (
          <Stack>
            <p>{words.whatRemovalDoes(email)}</p>
            <ErrorNote error={remove.error} />
            <Row>
              <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
                {words.removeOne(name)}
              </Button>
              <Button variant="default" onClick={() => setGoing(false)}>
                {words.keep}
              </Button>
            </Row>
          </Stack>
        ) : (
          <div>
            <Button variant="light" color="red" onClick={() => setGoing(true)}>
              {words.remove}
            </Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
