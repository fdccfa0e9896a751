import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Metric } from "../../api/releases";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { metricsText } from "../../text/en/metrics";
import { pointsOf, pointsText } from "./otlp";
import { usePutMetric } from "./queries";
import { sources } from "./sources";

const words = metricsText.metricForm;

interface Props {
  project: string;
  /** Nothing for one that is to be defined. */
  metric?: Metric;
  onDone(): void;
}

const queries = [
  { name: "bad", label: words.errors },
  { name: "total", label: words.total },
  { name: "query", label: words.value },
  { name: "op", label: words.comparison },
  { name: "limit", label: words.than },
] as const;

const points = [
  { name: "bad", label: words.badPoints },
  { name: "total", label: words.totalPoints },
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
    ...(kind === "otlp" && {
      otlp: { ...metric?.otlp, bad: pointsOf(text("bad")), total: pointsOf(text("total")) },
    }),
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
            label={words.key}
            description={words.keyHint}
            placeholder={words.exampleKey}
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title={words.keyRule}
            required
            data-autofocus
          />
        )}
        <TextInput name="name" label={words.name} defaultValue={metric?.name} />
        <NativeSelect
          label={words.whatCounts}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          data={Object.entries(sources).map(([value, { counts }]) => ({
            value,
            label: `${value}: ${counts}`,
          }))}
        />
        <NativeSelect
          name="worse"
          label={words.worseWhen}
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
        {kind === "otlp" &&
          points.map(({ name, label }) => (
            <TextInput
              key={name}
              name={name}
              label={label}
              placeholder={words.examplePoints}
              defaultValue={pointsText(metric?.otlp?.[name])}
              spellCheck={false}
              required
            />
          ))}
        {kind === "external" && (
          <TextInput
            name="ttl"
            label={words.aVerdictCountsFor}
            placeholder="PT1H"
            defaultValue={metric?.ttl}
          />
        )}
        <Row>
          <Button type="submit" loading={put.isPending}>
            {words.save}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
