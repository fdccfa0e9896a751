import { Button, Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Explanation } from "../../../api/flags";
import { Chip, Variant } from "../../../components/chip";
import { Card } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { contextOf, type Question } from "../../../lib/question";
import { flagsText } from "../../../text/en/flags";
import { useExplain } from "../queries";
import css from "./editor.module.css";

const words = flagsText.tryContext;

/** Who asks, and as of which revision; the address's, so that an answer can be sent to somebody. */
export interface FlagQuestion extends Question {
  at?: string;
}

interface Props {
  project: string;
  flag: string;
  environment: string;
  question: FlagQuestion;
  onAsk(question: FlagQuestion): void;
}

/** Which value would this context get, and why. */
export function TryContext({ project, flag, environment, question, onAsk }: Props) {
  const [key, setKey] = useState(question.key ?? "alice");
  const [region, setRegion] = useState(question.region ?? "");
  const [more, setMore] = useState(question.attributes ?? "");
  const [at, setAt] = useState(question.at ?? "");
  const [wrong, setWrong] = useState<string>();
  const [pressed, setPressed] = useState(false);
  const { key: asker, region: from, attributes } = question;
  const isAsked = pressed || asker !== undefined || from !== undefined || attributes !== undefined;
  const { data, error, isFetching } = useExplain(
    project,
    environment,
    flag,
    isAsked ? contextOf(question) : undefined,
    question.at ? Number(question.at) : undefined,
  );
  const ask = () => {
    const asked = { key, region, attributes: more, at };
    const isObject = contextOf(asked) !== undefined;
    setWrong(isObject ? undefined : words.attributesWrong);
    if (!isObject) return;
    setPressed(true);
    onAsk(asked);
  };
  return (
    <Card title={words.tryAContext} label={words.tryAContext}>
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
            label={words.targetingKey}
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
          <TextInput
            size="xs"
            label={words.region}
            placeholder={words.exampleRegion}
            value={region}
            onChange={(event) => setRegion(event.target.value)}
          />
        </div>
        <Textarea
          size="xs"
          label={words.attributes}
          placeholder={words.exampleAttributes}
          value={more}
          onChange={(event) => setMore(event.target.value)}
          error={wrong}
          rows={2}
          spellCheck={false}
          classNames={{ input: css.json }}
        />
        <TextInput
          size="xs"
          type="number"
          min={1}
          label={words.asOf}
          placeholder={words.now}
          value={at}
          onChange={(event) => setAt(event.target.value)}
        />
        <Button type="submit" variant="default" size="xs" loading={isFetching}>
          {words.whyThisValue}
        </Button>
      </form>
      <ErrorNote error={error} />
      {isAsked && data && <Answer explanation={data} onPin={setAt} />}
    </Card>
  );
}

interface AnswerProps {
  explanation: Explanation;
  onPin(revision: string): void;
}

function Answer({ explanation: { evaluation, steps }, onPin }: AnswerProps) {
  const revision = evaluation.metadata?.revision;
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
      {typeof revision === "number" && (
        <p className="quiet">
          {words.answeredAsOf(
            revision,
            <Link
              to="."
              search={(old) => ({ ...old, at: String(revision) })}
              onClick={() => onPin(String(revision))}
            >
              {words.link}
            </Link>,
          )}
        </p>
      )}
    </div>
  );
}
