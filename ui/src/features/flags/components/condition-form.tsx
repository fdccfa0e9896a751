import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { flagsText } from "../../../text/en/flags";
import { operators } from "../../../text/sentences";
import { type Line, SEGMENT, type SimpleCondition } from "./condition-text";
import css from "./editor.module.css";

const words = flagsText.conditionForm;

interface Props {
  value: SimpleCondition;
  onChange(value: SimpleCondition): void;
}

const choices = [
  ...operators.map(([value, label]) => ({ value, label })),
  { value: SEGMENT, label: words.inSegment },
];

const empty: Line = { attribute: "", op: "in", operand: "" };

/** Conditions one under the other, joined by "and" or "or". */
export function ConditionForm({ value, onChange }: Props) {
  const { join, lines } = value;
  const put = (at: number, part: Partial<Line>) =>
    onChange({ join, lines: lines.map((line, i) => (i === at ? { ...line, ...part } : line)) });
  return (
    <fieldset className={css.conditions}>
      <legend>{words.ifWord}</legend>
      {lines.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={words.joined}
          data={[
            { value: "all", label: words.all },
            { value: "any", label: words.any },
          ]}
          value={join}
          onChange={(event) => onChange({ join: event.target.value as "all" | "any", lines })}
        />
      )}
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
        <div key={i} className={css.line}>
          {line.op !== SEGMENT && (
            <TextInput
              size="xs"
              aria-label={words.attribute(i + 1)}
              placeholder={words.exampleAttribute}
              value={line.attribute}
              onChange={(event) => put(i, { attribute: event.target.value })}
              required
            />
          )}
          <NativeSelect
            size="xs"
            aria-label={words.operator(i + 1)}
            data={choices}
            value={line.op}
            onChange={(event) => put(i, { op: event.target.value })}
          />
          {line.op !== "exists" && (
            <TextInput
              size="xs"
              aria-label={words.value(i + 1)}
              placeholder={words.exampleValues}
              value={line.operand}
              onChange={(event) => put(i, { operand: event.target.value })}
              required
            />
          )}
          <CloseButton
            size="sm"
            aria-label={words.removeCondition(i + 1)}
            disabled={lines.length === 1}
            onClick={() => onChange({ join, lines: lines.filter((other) => other !== line) })}
          />
        </div>
      ))}
      <div>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => onChange({ join, lines: [...lines, empty] })}
        >
          {words.addCondition}
        </Button>
      </div>
    </fieldset>
  );
}
