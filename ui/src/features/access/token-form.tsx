import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Budget } from "../../api/people";
import { Command } from "../../components/command";
import { Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { faultAt, saidAt } from "../../lib/problem";
import { accessText } from "../../text/en/access";
import { useCreateToken } from "./people-queries";
import { useRoles } from "./roles-queries";

const words = accessText.tokenForm;

const FIELDS = ["/name", "/role", "/expiresAt", "/budget/share", "/budget/regions"];

/** One in a hundred is 0.01, and 0.7 % is 0.007 and nothing behind it. */
const budgetOf = (percent: string, regions: string): Budget => ({
  share: Number((Number(percent) / 100).toPrecision(12)),
  regions: Number(regions),
});

/** Makes a token, for a robot with a budget, and shows it the one time it can be seen. */
export function TokenForm() {
  const create = useCreateToken();
  const roles = useRoles();
  const [limited, setLimited] = useState(false);
  const { error } = create;
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const ends = text("expiresAt");
    create.mutate({
      name: text("name"),
      role: text("role"),
      ...(ends && { expiresAt: new Date(`${ends}T23:59:59`).toISOString() }),
      ...(limited && { budget: budgetOf(text("percent"), text("regions")) }),
    });
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        <Stack>
          <div className={css.form}>
            <TextInput
              name="name"
              label={words.tokenFor}
              placeholder={words.exampleName}
              error={faultAt(error, "/name")}
              required
              className={css.field}
            />
            <NativeSelect
              name="role"
              label={words.role}
              data={roles}
              defaultValue="editor"
              error={faultAt(error, "/role")}
            />
            <TextInput
              name="expiresAt"
              type="date"
              label={words.endsOptional}
              error={faultAt(error, "/expiresAt")}
            />
          </div>
          <Checkbox
            label={words.withABudget}
            description={words.whatABudgetIs}
            checked={limited}
            onChange={(event) => setLimited(event.target.checked)}
          />
          {limited && (
            <div className={css.form}>
              <TextInput
                name="percent"
                type="number"
                label={words.percent}
                defaultValue="1"
                min={0}
                max={100}
                step="any"
                error={faultAt(error, "/budget/share")}
                required
              />
              <TextInput
                name="regions"
                type="number"
                label={words.regions}
                defaultValue="1"
                min={1}
                error={faultAt(error, "/budget/regions")}
                required
              />
            </div>
          )}
          {!saidAt(error, FIELDS) && <ErrorNote error={error} />}
          <div>
            <Button type="submit" variant="default" loading={create.isPending}>
              {words.create}
            </Button>
          </div>
        </Stack>
      </form>
      {create.data && (
        <>
          <p>{words.shownOnce}</p>
          <Command text={create.data.token} label={words.token} />
        </>
      )}
    </>
  );
}
