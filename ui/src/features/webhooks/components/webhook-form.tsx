import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Webhook, WebhookFormat, WebhookMade } from "../../../api/webhooks";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { faultAt, Problem, saidAt } from "../../../lib/problem";
import { webhooksText } from "../../../text/en/webhooks";
import { choosesNothing, type Draft, draftOf, editOf } from "../draft";
import { useEnvironments, useSave } from "../queries";
import { formats, formatText } from "../standing";
import { EnvironmentFields, EventFields } from "./scope-fields";
import { StaleNote } from "./stale-note";

const words = webhooksText.webhookForm;

const FIELDS = ["/name", "/format", "/url", "/secret", "/ref", "/events", "/environments"];

const examples: Record<WebhookFormat, string> = {
  standard: "https://pager.example.com/firstlight",
  slack: "https://hooks.slack.com/services/…",
  teams: "https://….logic.azure.com/workflows/…",
  discord: "https://discord.com/api/webhooks/…",
  github: "https://api.github.com/repos/owner/name",
};

interface Props {
  project: string;
  /** Nothing for one that is to be made. */
  webhook?: Webhook;
  onDone(made: WebhookMade): void;
  onCancel(): void;
}

/** Who is told, of what, and how. */
export function WebhookForm({ project, webhook, onDone, onCancel }: Props) {
  const [base, setBase] = useState(webhook);
  const [draft, setDraft] = useState(() => draftOf(webhook));
  const [empty, setEmpty] = useState<{ events: boolean; environments: boolean }>();
  const environments = useEnvironments(project).data ?? [];
  const save = useSave(project, webhook?.id, onDone);
  const { error } = save;
  const there = error instanceof Problem && error.stale ? (error.current as Webhook) : undefined;
  const edit = editOf(draft, base?.enabled ?? true);
  const change = (to: Partial<Draft>) => setDraft((now) => ({ ...now, ...to }));
  const send = (version: number) => {
    const nothing = {
      events: choosesNothing.events(draft),
      environments: choosesNothing.environments(draft),
    };
    setEmpty(nothing);
    if (!nothing.events && !nothing.environments) save.mutate({ edit, version });
  };
  const take = (now: Webhook) => {
    setBase(now);
    setDraft(draftOf(now));
    save.reset();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(base?.version ?? 0);
      }}
    >
      <Stack>
        <TextInput
          label={words.name}
          placeholder={words.exampleName}
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
          error={faultAt(error, "/name")}
          maxLength={200}
          required
          data-autofocus
        />
        <NativeSelect
          label={words.format}
          data={formats.map((value) => ({ value, label: formatText(value) }))}
          value={draft.format}
          onChange={(event) => change({ format: event.target.value as WebhookFormat })}
          error={faultAt(error, "/format")}
        />
        <TextInput
          label={words.address}
          description={words.addresses[draft.format]}
          placeholder={examples[draft.format]}
          value={draft.url}
          onChange={(event) => change({ url: event.target.value })}
          error={faultAt(error, "/url")}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <SecretFields draft={draft} onChange={change} before={base} error={error} />
        <EventFields
          draft={draft}
          onChange={change}
          error={empty?.events ? words.chooseSome : faultAt(error, "/events")}
        />
        <EnvironmentFields
          draft={draft}
          onChange={change}
          error={empty?.environments ? words.chooseEnvironments : faultAt(error, "/environments")}
          all={[...new Set([...environments.map(({ key }) => key), ...draft.environments])]}
        />
        {there ? (
          <StaleNote
            mine={edit}
            there={there}
            onTake={() => take(there)}
            onOver={() => send(there.version)}
          />
        ) : (
          !saidAt(error, FIELDS) && <ErrorNote error={error} />
        )}
        <Row>
          <Button type="submit" loading={save.isPending} disabled={there !== undefined}>
            {webhook ? words.save : words.add}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}

interface SecretProps {
  draft: Draft;
  onChange(to: Partial<Draft>): void;
  before: Webhook | undefined;
  error: unknown;
}

/** What signs, or GitHub's token; a chat's secret is in its address. */
function SecretFields({ draft, onChange, before, error }: SecretProps) {
  if (draft.format !== "standard" && draft.format !== "github") return null;
  const ofGitHub = draft.format === "github";
  return (
    <>
      <PasswordInput
        label={ofGitHub ? words.token : words.ownSecret}
        description={secretHint(draft.format, before?.format)}
        value={draft.secret}
        onChange={(event) => onChange({ secret: event.target.value })}
        error={faultAt(error, "/secret")}
        autoComplete="new-password"
        spellCheck={false}
      />
      {ofGitHub && (
        <TextInput
          label={words.ref}
          placeholder={words.exampleRef}
          value={draft.ref}
          onChange={(event) => onChange({ ref: event.target.value })}
          error={faultAt(error, "/ref")}
          spellCheck={false}
        />
      )}
    </>
  );
}

function secretHint(format: WebhookFormat, before: WebhookFormat | undefined) {
  if (format === "github") return before === format ? words.tokenStays : undefined;
  if (before === undefined) return words.secretIsMade;
  return before === format ? words.secretStays : words.secretNeeded;
}
