import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Metric } from "../../api/releases";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { usePutMetric } from "./queries";
import { sources } from "./sources";

interface Props {
  project: string;
  /** Nothing for one that is to be defined. */
  metric?: Metric;
  onDone(): void;
}

const queries = [
  { name: "bad", label: "Counter of what went wrong (PromQL)" },
  { name: "total", label: "Counter of all (PromQL)" },
  { name: "query", label: "Or one value (PromQL)" },
  { name: "op", label: "It is wrong where it is (>, >=, <, <=)" },
  { name: "limit", label: "Than" },
] as const;

function metricOf(form: FormData, metric: Metric | undefined, kind: string): Metric {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const said = queries
    .map(({ name }) => [name, text(name)] as const)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => [name, name === "limit" ? Number(value) : value]);
  const key = metric?.key ?? text("key");
  return {
    key,
    name: text("name") || key,
    kind,
    worse: text("worse"),
    ...(kind === "prometheus" && { prometheus: Object.fromEntries(said) }),
    ...(kind === "external" && text("ttl") !== "" && { ttl: text("ttl") }),
  };
}

/** What a metric means. It can be changed at any time: what arrives is kept by its shape. */
export function MetricForm({ project, metric, onDone }: Props) {
  const [kind, setKind] = useState(metric?.kind ?? "binary");
  const put = usePutMetric(project, onDone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate(metricOf(new FormData(event.currentTarget), metric, kind));
      }}
    >
      <Stack>
        <ErrorNote error={put.error} />
        {!metric && (
          <TextInput
            name="key"
            label="Key"
            description="What code reports."
            placeholder="checkout.failed"
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title="Small letters, digits, dot, dash and underscore; 64 at most"
            required
            data-autofocus
          />
        )}
        <TextInput name="name" label="Name" defaultValue={metric?.name} />
        <NativeSelect
          label="What counts"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          data={Object.entries(sources).map(([value, { counts }]) => ({
            value,
            label: `${value}: ${counts}`,
          }))}
        />
        <NativeSelect
          name="worse"
          label="Worse when"
          defaultValue={metric?.worse ?? "higher"}
          data={["higher", "lower"]}
        />
        {kind === "prometheus" &&
          queries.map(({ name, label }) => (
            <TextInput
              key={name}
              name={name}
              label={label}
              defaultValue={metric?.prometheus?.[name]}
              spellCheck={false}
            />
          ))}
        {kind === "external" && (
          <TextInput
            name="ttl"
            label="A verdict counts for"
            placeholder="PT1H"
            defaultValue={metric?.ttl}
          />
        )}
        <Row>
          <Button type="submit" loading={put.isPending}>
            Save
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
