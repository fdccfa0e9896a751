import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { listing } from "../../text/format";
import { usePutGroup, useRegions, useRemoveGroup } from "./queries";

const words = environmentsText.groupsCard;

/** Regions that go together: a plan may name a group instead of each of them. */
export function GroupsCard({ project }: { project: string }) {
  const groups = useRegions(project).data?.groups ?? [];
  const [round, setRound] = useState(0);
  const put = usePutGroup(project, () => setRound(round + 1));
  const remove = useRemoveGroup(project);
  return (
    <Card title={words.regionGroups} label={words.regionGroups}>
      {groups.length === 0 ? (
        <p className={css.text}>{words.none}</p>
      ) : (
        <div className={css.scroll}>
          <table className={css.table}>
            <tbody>
              {groups.map(({ key, regions }) => (
                <tr key={key}>
                  <th scope="row">{key}</th>
                  <td>{listing(regions, 12)}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      variant="light"
                      color="red"
                      aria-label={words.removeTheGroup(key)}
                      onClick={() => remove.mutate(key)}
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
          const form = new FormData(event.currentTarget);
          const regions = String(form.get("regions") ?? "").split(/[\s,]+/);
          put.mutate({
            key: String(form.get("key") ?? "").trim(),
            regions: regions.filter(Boolean),
          });
        }}
      >
        <TextInput name="key" label={words.group} placeholder={words.exampleKey} required />
        <TextInput
          name="regions"
          label={words.itsRegions}
          placeholder={words.exampleRegions}
          required
        />
        <Button type="submit" variant="default" loading={put.isPending}>
          {words.add}
        </Button>
      </form>
      <ErrorNote error={put.error} />
    </Card>
  );
}
