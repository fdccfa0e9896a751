import { Checkbox, TextInput } from "@mantine/core";
import { webhooksText } from "../../../text/en/webhooks";
import { type Draft, eventGroups } from "../draft";
import css from "../webhooks.module.css";

const words = webhooksText.scopeFields;

interface Props {
  draft: Draft;
  onChange(to: Partial<Draft>): void;
  error: string | undefined;
}

/** All events, or some of them: whole groups by a press, single types by name. */
export function EventFields({ draft, onChange, error }: Props) {
  return (
    <>
      <Checkbox
        label={words.everything}
        checked={draft.everything}
        onChange={(event) => onChange({ everything: event.target.checked })}
        error={draft.everything ? error : undefined}
      />
      {!draft.everything && (
        <>
          <Checkbox.Group
            label={words.events}
            labelProps={{ mb: "xs" }}
            value={draft.groups}
            onChange={(groups) => onChange({ groups })}
          >
            <div className={css.checks}>
              {eventGroups.map((group) => (
                <Checkbox
                  key={group}
                  value={group}
                  label={group}
                  description={words.groups[group]}
                />
              ))}
            </div>
          </Checkbox.Group>
          <TextInput
            label={words.others}
            description={words.othersHint}
            placeholder={words.exampleOthers}
            value={draft.others}
            onChange={(event) => onChange({ others: event.target.value })}
            error={error}
            spellCheck={false}
          />
        </>
      )}
    </>
  );
}

/** Whatever environment something is about, or some of them only. */
export function EnvironmentFields({ draft, onChange, error, all }: Props & { all: string[] }) {
  return (
    <>
      <Checkbox
        label={words.anywhere}
        checked={draft.anywhere}
        onChange={(event) => onChange({ anywhere: event.target.checked })}
        error={draft.anywhere ? error : undefined}
      />
      {!draft.anywhere && (
        <Checkbox.Group
          label={words.environments}
          labelProps={{ mb: "xs" }}
          value={draft.environments}
          onChange={(environments) => onChange({ environments })}
          error={error}
        >
          <div className={css.checks}>
            {all.map((key) => (
              <Checkbox key={key} value={key} label={key} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}
