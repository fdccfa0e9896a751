import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Team } from "../../api/teams";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { accessText } from "../../text/en/access";
import { GrantsForm } from "./grants-form";
import { usePeople } from "./people-queries";
import { useRoles } from "./roles-queries";
import { useEditTeam, useJoin, useLeave, useMembers, useRemoveTeam } from "./teams-queries";

const words = accessText.teamForm;

interface Props {
  team: Team;
  onDone(): void;
}

/** What a team is called and may do, and who is of it. */
export function TeamForm({ team, onDone }: Props) {
  const [grants, setGrants] = useState(team.grants);
  const roles = useRoles();
  const edit = useEditTeam(team, onDone);
  const remove = useRemoveTeam(team, onDone);
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string) => String(form.get(name) ?? "").trim();
          edit.mutate({
            name: text("name"),
            role: text("role"),
            group: text("group") || undefined,
            grants,
          });
        }}
      >
        <Stack>
          <TextInput
            name="name"
            label={words.name}
            defaultValue={team.name}
            required
            data-autofocus
          />
          <NativeSelect
            key={roles.length}
            name="role"
            label={words.roleEverywhere}
            data={roles}
            defaultValue={team.role}
          />
          <TextInput name="group" label={words.group} defaultValue={team.group ?? ""} />
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
        </Stack>
      </form>
      <Members team={team} />
      <ErrorNote error={remove.error} />
      <div>
        <Button
          variant="light"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {words.deleteTheTeam}
        </Button>
      </div>
    </Stack>
  );
}

function Members({ team }: { team: Team }) {
  const members = useMembers(team.key).data ?? [];
  const people = usePeople().data ?? [];
  const join = useJoin(team.key);
  const leave = useLeave(team.key);
  const others = people.filter(({ id }) => !members.some((member) => member.id === id));
  return (
    <Stack>
      {members.length === 0 && <p>{words.nobodyIsOfItYet}</p>}
      {members.map(({ id = "", name, email }) => (
        <Row key={id}>
          <span>
            {name} <span className="quiet">{email}</span>
          </span>
          {!team.group && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={words.takeOutOfTheTeam(name)}
              onClick={() => leave.mutate(id)}
            >
              {words.takeOut}
            </Button>
          )}
        </Row>
      ))}
      {!team.group && others.length > 0 && (
        <NativeSelect
          label={words.putSomebodyIntoIt}
          value=""
          data={[
            { value: "", label: words.choose },
            ...others.map(({ id = "", name, email }) => ({
              value: id,
              label: `${name}, ${email}`,
            })),
          ]}
          onChange={(event) => event.target.value && join.mutate(event.target.value)}
        />
      )}
    </Stack>
  );
}
