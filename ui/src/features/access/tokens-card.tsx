import { Button, NativeSelect, TextInput } from "@mantine/core";
import { roles } from "../../api/people";
import { Command } from "../../components/command";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { ago, day } from "../../lib/format";
import { useCreateToken, useRemoveToken, useTokens } from "./people-queries";

const HEADS = ["Name", "Role", "Made", "Last used", "Ends"];

/** What scripts and CI come in with. */
export function TokensCard() {
  const { data, error } = useTokens();
  const create = useCreateToken();
  const remove = useRemoveToken();
  // Whoever may not see people may not see tokens; that is said once.
  if (error) return null;
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const ends = text("expiresAt");
    create.mutate({
      name: text("name"),
      role: text("role"),
      ...(ends && { expiresAt: new Date(`${ends}T23:59:59`).toISOString() }),
    });
  };
  return (
    <Card title="Tokens for scripts and CI" label="Tokens">
      {data && data.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                {HEADS.map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">Revoke</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ id, name, role, createdAt, lastUsedAt, expiresAt }) => (
                <tr key={id}>
                  <th scope="row">{name}</th>
                  <td>{role}</td>
                  <td>{ago(createdAt)}</td>
                  <td>{ago(lastUsedAt)}</td>
                  <td>{expiresAt ? day(expiresAt) : "never"}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="light"
                      color="red"
                      aria-label={`Revoke ${name}`}
                      onClick={() => remove.mutate(id)}
                    >
                      Revoke
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        <TextInput name="name" label="Token for" placeholder="ci" required className={css.field} />
        <NativeSelect name="role" label="Role" data={[...roles]} defaultValue="editor" />
        <TextInput name="expiresAt" type="date" label="Ends (empty is never)" />
        <Button type="submit" variant="default" loading={create.isPending}>
          Create
        </Button>
      </form>
      <ErrorNote error={create.error} />
      {create.data && (
        <>
          <p>This is the only time the token is shown:</p>
          <Command text={create.data.token} label="Token" />
        </>
      )}
    </Card>
  );
}
