import { Button, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Explanation } from "../../../api/flags";
import { Chip, Variant } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import type { Json } from "../../../lib/targeting";
import { useExplain } from "../queries";
import css from "./editor.module.css";

interface Props {
  project: string;
  flag: string;
  environment: string;
  /** What is asked is asked again when this moves on. */
  revision: number;
}

function contextOf(key: string, region: string, more: string): Record<string, Json> {
  const attributes = more.trim() ? (JSON.parse(more) as Record<string, Json>) : {};
  return { ...(key && { targetingKey: key }), ...(region && { region }), ...attributes };
}

/** Which value would this context get, and why. */
export function TryContext({ project, flag, environment, revision }: Props) {
  const [key, setKey] = useState("alice");
  const [region, setRegion] = useState("");
  const [more, setMore] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [asked, setAsked] = useState<Record<string, Json>>();
  const { mutate: explain, data, error, isPending } = useExplain(project, environment, flag);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision may give another answer
  useEffect(() => {
    if (asked) explain(asked);
  }, [asked, revision, explain]);
  const ask = () => {
    try {
      setAsked(contextOf(key, region, more));
      setWrong(undefined);
    } catch {
      setWrong('Attributes are a JSON object, for example {"plan": "beta"}.');
    }
  };
  return (
    <Card title="Try a context" label="Try a context">
      <form
        className={css.tryForm}
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <div className={css.line}>
          <TextInput
            size="xs"
            label="Targeting key"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
          <TextInput
            size="xs"
            label="Region"
            placeholder="nz"
            value={region}
            onChange={(event) => setRegion(event.target.value)}
          />
        </div>
        <Textarea
          size="xs"
          label="Attributes"
          placeholder='{"plan": "beta"}'
          value={more}
          onChange={(event) => setMore(event.target.value)}
          error={wrong}
          rows={2}
          spellCheck={false}
          classNames={{ input: css.json }}
        />
        <Button type="submit" variant="default" size="xs" loading={isPending}>
          Why this value?
        </Button>
      </form>
      <ErrorNote error={error} />
      {data && <Answer explanation={data} />}
    </Card>
  );
}

function Answer({ explanation: { evaluation, steps } }: { explanation: Explanation }) {
  const { value, variant, reason, errorCode, errorMessage } = evaluation;
  return (
    <div aria-live="polite" className={css.answer}>
      <p className={css.value}>
        <code>{JSON.stringify(value)}</code> {variant && <Variant name={variant} />}{" "}
        <Chip tone={errorCode ? "bad" : "plain"}>{errorCode ?? reason}</Chip>
      </p>
      {errorMessage && <p>{errorMessage}</p>}
      <ol className={css.trace}>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a trace is never rearranged
          <li key={i}>
            <strong>{step.step}</strong> {step.detail}{" "}
            <span className="quiet">→ {step.outcome}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
