import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Segment, SegmentForecast } from "../../api/segments";
import { useAsk } from "../../api/shared-queries";
import { AskApproval } from "../../components/ask-approval";
import { Row, Stack } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { say } from "../../components/toast";
import { segmentInstructionsOf } from "../../lib/instructions";
import type { Condition } from "../../lib/targeting";
import { segmentsText } from "../../text/en/segments";
import { listing } from "../../text/format";
import { conditionText } from "../../text/sentences";
import { type Order, useApprovals, useForetell, usePutSegment } from "./queries";

const words = segmentsText.segmentForm;

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
  const approvals = useApprovals(project, environment);
  const [asking, setAsking] = useState(false);
  const ask = useAsk(project, environment, ({ title }) => {
    say(words.askedForApproval(title));
    onDone();
  });
  const look = () => {
    let condition: Condition | null = null;
    try {
      condition = when.trim() ? (JSON.parse(when) as Condition) : null;
      setWrong("");
    } catch {
      setWrong(words.conditionWrong);
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
    const steps = segmentInstructionsOf(segment ?? {}, asked.edit);
    return (
      <>
        <Forecast
          forecast={foretell.data}
          error={put.error}
          pending={put.isPending}
          asks={approvals > 0}
          onSave={() => (approvals > 0 ? setAsking(true) : put.mutate(asked))}
          onBack={() => setAsked(undefined)}
        />
        <AskApproval
          environment={environment}
          approvals={approvals}
          title={words.title(!segment, asked.key)}
          comment={asked.comment}
          opened={asking}
          onClose={() => setAsking(false)}
          ask={{
            ...ask,
            mutate: (said) => ask.mutate({ ...said, segments: { [asked.key]: steps } }),
          }}
          override={{
            ...put,
            mutate: (why) => put.mutate({ ...asked, comment: why, overrideApproval: true }),
          }}
        />
      </>
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
            label={words.key}
            placeholder={words.exampleKey}
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title={words.keyRule}
            value={key}
            onChange={(event) => setKey(event.target.value)}
            required
            data-autofocus
          />
        )}
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Textarea
          label={words.included}
          value={included}
          onChange={(event) => setIncluded(event.target.value)}
          rows={3}
          spellCheck={false}
        />
        <Textarea
          label={words.excluded}
          value={excluded}
          onChange={(event) => setExcluded(event.target.value)}
          rows={2}
          spellCheck={false}
        />
        <Textarea
          label={words.when}
          description={said(when)}
          error={wrong || undefined}
          value={when}
          onChange={(event) => setWhen(event.target.value)}
          rows={3}
          spellCheck={false}
        />
        <TextInput
          label={words.why}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <Row>
          <Button type="submit" loading={foretell.isPending}>
            {words.seeWhatChanges}
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
  /** Whether saving is asking for approval. */
  asks: boolean;
  onSave(): void;
  onBack(): void;
}

function Forecast({ forecast, error, pending, asks, onSave, onBack }: ForecastProps) {
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
        <p>{words.nothingDiffers}</p>
      )}
      <p>
        {usedBy.length ? words.usedBy(listing(usedBy, 8)) : words.noFlagUsesItYet}{" "}
        {usedBy.length > 0 && blastRadius?.sentence}
      </p>
      <ErrorNote error={error} />
      <Row>
        <Button loading={pending} onClick={onSave} data-autofocus>
          {asks ? words.askForApproval : words.save}
        </Button>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
      </Row>
    </Stack>
  );
}
