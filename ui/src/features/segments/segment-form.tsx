import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Segment, SegmentForecast } from "../../api/segments";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { listing } from "../../lib/format";
import { conditionText } from "../../lib/sentences";
import type { Condition } from "../../lib/targeting";
import { type Order, useForetell, usePutSegment } from "./queries";

interface Props {
  project: string;
  environment: string;
  /** Nothing for one that is to be made. */
  segment?: Segment;
  onDone(): void;
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** Written, looked at, and only then saved: many flags may mean this segment. */
export function SegmentForm({ project, environment, segment, onDone }: Props) {
  const [key, setKey] = useState(segment?.key ?? "");
  const [name, setName] = useState(segment?.name ?? "");
  const [included, setIncluded] = useState((segment?.included ?? []).join("\n"));
  const [excluded, setExcluded] = useState((segment?.excluded ?? []).join("\n"));
  const [when, setWhen] = useState(segment?.when ? JSON.stringify(segment.when, null, 2) : "");
  const [comment, setComment] = useState("");
  const [wrong, setWrong] = useState("");
  const [asked, setAsked] = useState<Order>();
  const foretell = useForetell(project, environment);
  const put = usePutSegment(project, environment, onDone);
  const look = () => {
    let condition: Condition | null = null;
    try {
      condition = when.trim() ? (JSON.parse(when) as Condition) : null;
      setWrong("");
    } catch {
      setWrong(
        'A condition is JSON, for example {"attribute": "plan", "op": "in", "value": "beta"}.',
      );
      return;
    }
    const edit = {
      name: name || key,
      included: lines(included),
      excluded: lines(excluded),
      when: condition,
    };
    const order = { key, edit, version: segment?.version, comment: comment || undefined };
    foretell.mutate(order, { onSuccess: () => setAsked(order) });
  };
  if (asked && foretell.data) {
    return (
      <Forecast
        forecast={foretell.data}
        error={put.error}
        pending={put.isPending}
        onSave={() => put.mutate(asked)}
        onBack={() => setAsked(undefined)}
      />
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        look();
      }}
    >
      <Stack>
        <ErrorNote error={foretell.error} />
        {!segment && (
          <TextInput
            label="Key"
            placeholder="beta"
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title="Small letters, digits, dot, dash and underscore; 64 at most"
            value={key}
            onChange={(event) => setKey(event.target.value)}
            required
            data-autofocus
          />
        )}
        <TextInput label="Name" value={name} onChange={(event) => setName(event.target.value)} />
        <Textarea
          label="Always in it, a key a line"
          value={included}
          onChange={(event) => setIncluded(event.target.value)}
          rows={3}
          spellCheck={false}
        />
        <Textarea
          label="Never in it, a key a line"
          value={excluded}
          onChange={(event) => setExcluded(event.target.value)}
          rows={2}
          spellCheck={false}
        />
        <Textarea
          label="And whoever has (a condition as JSON)"
          description={said(when)}
          error={wrong || undefined}
          value={when}
          onChange={(event) => setWhen(event.target.value)}
          rows={3}
          spellCheck={false}
        />
        <TextInput
          label="Why (for the audit log)"
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <Row>
          <Button type="submit" loading={foretell.isPending}>
            See what changes
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

/** The condition as a person would say it, while it is one. */
function said(when: string): string | undefined {
  try {
    return when.trim() ? conditionText(JSON.parse(when) as Condition) : undefined;
  } catch {
    return undefined;
  }
}

interface ForecastProps {
  forecast: SegmentForecast;
  error: unknown;
  pending: boolean;
  onSave(): void;
  onBack(): void;
}

function Forecast({ forecast, error, pending, onSave, onBack }: ForecastProps) {
  const { differences = [], usedBy = [], blastRadius } = forecast;
  return (
    <Stack>
      {differences.length > 0 ? (
        <ul>
          {differences.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : (
        <p>Nothing differs from what is there.</p>
      )}
      <p>
        {usedBy.length ? `Used by ${listing(usedBy, 8)}.` : "No flag uses it yet."}{" "}
        {usedBy.length > 0 && blastRadius?.sentence}
      </p>
      <ErrorNote error={error} />
      <Row>
        <Button loading={pending} onClick={onSave} data-autofocus>
          Save
        </Button>
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
      </Row>
    </Stack>
  );
}
