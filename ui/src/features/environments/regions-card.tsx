import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Region } from "../../api/regions";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { listing } from "../../text/format";
import { usePutRegion, useRegions, useRemoveRegion } from "./queries";

const words = environmentsText.regionsCard;

const fields = [
  { name: "key", label: words.key, placeholder: "nz" },
  { name: "name", label: words.name, placeholder: words.exampleName },
  { name: "countries", label: words.countries, placeholder: "NZ" },
  { name: "latitude", label: words.latitude, placeholder: "-41.3" },
  { name: "longitude", label: words.longitude, placeholder: "174.8" },
];

function regionOf(form: FormData): Region {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    key: text("key"),
    name: text("name"),
    countries: text("countries")
      .toUpperCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    latitude: Number(text("latitude")),
    longitude: Number(text("longitude")),
  };
}

/** Where units are; releases go through these one after the other. */
export function RegionsCard({ project }: { project: string }) {
  const data = useRegions(project).data;
  const [round, setRound] = useState(0);
  const put = usePutRegion(project, () => setRound(round + 1));
  const remove = useRemoveRegion(project);
  return (
    <Card title={words.regions}>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.key}</th>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.countries}</th>
              <th scope="col">{words.place}</th>
              <th scope="col">
                <span className="visually-hidden">{words.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data?.regions.map((region) => (
              <tr key={region.key}>
                <th scope="row">{region.key}</th>
                <td>{region.name}</td>
                <td>{listing(region.countries, 6)}</td>
                <td className="numbers">
                  {region.latitude}, {region.longitude}
                </td>
                <td>
                  <Button
                    size="compact-xs"
                    variant="light"
                    color="red"
                    aria-label={words.removeOne(region.key)}
                    onClick={() => remove.mutate(region.key)}
                  >
                    {words.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ErrorNote error={remove.error} />
      <form
        key={round}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate(regionOf(new FormData(event.currentTarget)));
        }}
      >
        {fields.map((field) => (
          <TextInput key={field.name} {...field} required className={css.field} />
        ))}
        <Button type="submit" variant="default" loading={put.isPending}>
          {words.add}
        </Button>
      </form>
      <ErrorNote error={put.error} />
    </Card>
  );
}
