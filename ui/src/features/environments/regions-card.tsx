import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Region } from "../../api/regions";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { listing } from "../../lib/format";
import { usePutRegion, useRegions, useRemoveRegion } from "./queries";

const fields = [
  { name: "key", label: "Key", placeholder: "nz" },
  { name: "name", label: "Name", placeholder: "New Zealand" },
  { name: "countries", label: "Countries", placeholder: "NZ" },
  { name: "latitude", label: "Latitude", placeholder: "-41.3" },
  { name: "longitude", label: "Longitude", placeholder: "174.8" },
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
    <Card title="Regions">
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Name</th>
              <th scope="col">Countries</th>
              <th scope="col">Place</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
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
                    aria-label={`Remove ${region.key}`}
                    onClick={() => remove.mutate(region.key)}
                  >
                    Remove
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
          Add
        </Button>
      </form>
      <ErrorNote error={put.error} />
    </Card>
  );
}
