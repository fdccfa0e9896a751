import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Team } from "../../api/teams";
import { Dialog } from "../../components/dialog";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { rightsText } from "./grants";
import { useRoles } from "./roles-queries";
import { TeamForm } from "./team-form";
import { useAddTeam, useTeams } from "./teams-queries";

const words = accessText.teamsCard;

/** People who are given roles together; an administrator's. */
export function TeamsCard() {
  const { data, error } = useTeams();
  const [round, setRound] = useState(0);
  const [edited, setEdited] = useState<Team>();
  const roles = useRoles();
  const add = useAddTeam(() => setRound(round + 1));
  const close = () => setEdited(undefined);
  // Whoever may not see people may not see teams; that is said once.
  if (error) return null;
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    add.mutate({
      key: text("key"),
      name: text("name"),
      role: text("role"),
      grants: [],
      group: text("group") || undefined,
    });
  };
  return (
    <Card title={words.teams} label={words.teams} aside={words.aside}>
      {data && data.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.may}</th>
                <th scope="col">{words.group}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((team) => (
                <tr key={team.key}>
                  <th scope="row">
                    {team.name} <span className="quiet">{team.key}</span>
                  </th>
                  <td>{rightsText(team.role, team.grants)}</td>
                  <td>{team.group ?? words.noGroup}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={words.editTheTeam(team.name)}
                      onClick={() => setEdited(team)}
                    >
                      {words.edit}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && (
        <form
          key={round}
          className={css.form}
          onSubmit={(event) => {
            event.preventDefault();
            send(new FormData(event.currentTarget));
          }}
        >
          <TextInput
            name="key"
            label={words.key}
            placeholder={words.exampleKey}
            required
            className={css.field}
          />
          <TextInput name="name" label={words.nameOfTheTeam} required className={css.field} />
          <NativeSelect name="role" label={words.itsRoleEverywhere} data={roles} />
          <TextInput name="group" label={words.groupOptional} className={css.field} />
          <Button type="submit" variant="default" loading={add.isPending}>
            {words.make}
          </Button>
        </form>
      )}
      <ErrorNote error={add.error} />
      <Dialog title={edited?.name ?? ""} opened={edited !== undefined} onClose={close} size="md">
        {edited && <TeamForm team={edited} onDone={close} />}
      </Dialog>
    </Card>
  );
}
