import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { roles } from "../../api/people";
import { Command } from "../../components/command";
import { Card, Page, PageHead } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { clock, day } from "../../lib/format";
import { useAddPerson, useLink, usePeople } from "./people-queries";
import { TokensCard } from "./tokens-card";

/** Who may come in, and what scripts may do. */
export function PeoplePage() {
  return (
    <Page>
      <PageHead title="People" sub="Of this server, whatever the project." />
      <PeopleCard />
      <TokensCard />
    </Page>
  );
}

function PeopleCard() {
  const { data, error, refetch } = usePeople();
  const [round, setRound] = useState(0);
  const add = useAddPerson(() => setRound(round + 1));
  const link = useLink();
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    add.mutate({ email: text("email"), name: text("name"), role: text("role") });
  };
  return (
    <Card title="People" label="People">
      <ErrorNote error={error} retry={refetch} />
      {data && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Email</th>
                <th scope="col">Role</th>
                <th scope="col">
                  <span className="visually-hidden">Sign-in link</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ email, name, role }) => (
                <tr key={email}>
                  <th scope="row">{name}</th>
                  <td>{email}</td>
                  <td>{role}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={`Sign-in link for ${name}`}
                      onClick={() => link.mutate(email)}
                    >
                      Sign-in link
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {link.data && (
        <>
          <p>
            Lets {link.variables} in once, until {day(link.data.expiresAt)}{" "}
            {clock(link.data.expiresAt)}:
          </p>
          <Command text={link.data.url} label="Sign-in link" />
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
          <TextInput name="name" label="Name" required className={css.field} />
          <TextInput name="email" type="email" label="Email" required className={css.wide} />
          <NativeSelect name="role" label="Role" data={[...roles]} defaultValue="editor" />
          <Button type="submit" variant="default" loading={add.isPending}>
            Add
          </Button>
        </form>
      )}
      <ErrorNote error={add.error} />
    </Card>
  );
}
