import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Freeze } from "../../api/projects";
import { Chip } from "../../components/chip";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { clock, day, listing } from "../../text/format";
import { useFreeze, useFreezes, useThaw } from "./queries";

const words = environmentsText.freezesCard;

/** When it is, in words: once, or every week by the clock of a place. */
function when({ from, until, zone, days }: Freeze): string {
  if (days?.length) return words.weekly(listing(days, 7), from, until, zone ? `, ${zone}` : "");
  return words.once(day(from), clock(from), day(until), clock(until));
}

/** When nobody edits: holidays, weekends, the big sale. */
export function FreezesCard({ project, environment }: { project: string; environment: string }) {
  const freezes = useFreezes(project, environment).data ?? [];
  const [round, setRound] = useState(0);
  const freeze = useFreeze(project, environment, () => setRound(round + 1));
  const thaw = useThaw(project, environment);
  const send = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "");
    freeze.mutate({
      name: text("name"),
      from: new Date(text("from")).toISOString(),
      until: new Date(text("until")).toISOString(),
    });
  };
  return (
    <Card title={words.freezesOf(environment)} label={words.freezes}>
      {freezes.length === 0 ? (
        <p className={css.text}>{words.none}</p>
      ) : (
        <div className={css.scroll}>
          <table className={css.table}>
            <tbody>
              {freezes.map((one) => (
                <tr key={one.id}>
                  <th scope="row">{one.name}</th>
                  <td>{when(one)}</td>
                  <td>{one.frozenUntil && <Chip tone="warn">{words.frozenNow}</Chip>}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="light"
                      color="red"
                      aria-label={words.endTheFreeze(one.name)}
                      onClick={() => thaw.mutate(one)}
                    >
                      {words.remove}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <form
        key={round}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          send(new FormData(event.currentTarget));
        }}
      >
        <TextInput name="name" label={words.freeze} placeholder={words.exampleName} required />
        <TextInput name="from" type="datetime-local" label={words.from} required />
        <TextInput name="until" type="datetime-local" label={words.until} required />
        <Button type="submit" variant="default" loading={freeze.isPending}>
          {words.add}
        </Button>
      </form>
      <ErrorNote error={freeze.error} />
    </Card>
  );
}
