import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Person } from "../../api/session";
import { Command } from "../../components/command";
import { Dialog } from "../../components/dialog";
import { Card, Row } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { accessText } from "../../text/en/access";
import { ago, clock, day } from "../../text/format";
import { rightsText } from "./grants";
import { useAddPerson, useLink, usePeople } from "./people-queries";
import { PersonForm } from "./person-form";
import { useRoles } from "./roles-queries";

const words = accessText.peopleCard;

/** Everybody who may come in; an administrator's. */
export function PeopleCard() {
  const { data, error, refetch } = usePeople();
  const [round, setRound] = useState(0);
  const [edited, setEdited] = useState<Person>();
  const add = useAddPerson(() => setRound(round + 1));
  const link = useLink();
  const roles = useRoles();
  const close = () => setEdited(undefined);
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    add.mutate({ email: text("email"), name: text("name"), role: text("role") });
  };
  return (
    <Card title={words.onThisServer} label={words.people}>
      <ErrorNote error={error} retry={refetch} />
      {data && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.may}</th>
                <th scope="col">{words.lastSignIn}</th>
                <th scope="col">
                  <span className="visually-hidden">{words.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map((person) => {
                const { email, name, role, grants, lastSignInAt } = person;
                return (
                  <tr key={email}>
                    <th scope="row">{name}</th>
                    <td>{email}</td>
                    <td>{rightsText(role, grants)}</td>
                    <td>{ago(lastSignInAt)}</td>
                    <td>
                      <Row>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={words.signInLinkFor(name)}
                          onClick={() => link.mutate(email)}
                        >
                          {words.signInLink}
                        </Button>
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-label={words.editOne(name)}
                          onClick={() => setEdited(person)}
                        >
                          {words.edit}
                        </Button>
                      </Row>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {link.data && (
        <>
          <p>
            {words.linkFor(link.variables, day(link.data.expiresAt), clock(link.data.expiresAt))}
          </p>
          <Command text={link.data.url} label={words.signInLink} />
        </>
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
          <TextInput name="name" label={words.name} required className={css.field} />
          <TextInput name="email" type="email" label={words.email} required className={css.wide} />
          <NativeSelect
            name="role"
            label={words.roleEverywhere}
            data={roles}
            defaultValue="editor"
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {words.add}
          </Button>
        </form>
      )}
      <ErrorNote error={add.error} />
      <Dialog title={edited?.name ?? ""} opened={edited !== undefined} onClose={close} size="md">
        {edited && <PersonForm person={edited} onDone={close} />}
      </Dialog>
    </Card>
  );
}
