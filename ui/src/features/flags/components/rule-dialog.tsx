import { Button, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Regions } from "../../../api/regions";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import type { Condition, Rule } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { ConditionForm } from "./condition-form";
import { asSimple, fromSimple, type SimpleCondition } from "./condition-text";
import css from "./editor.module.css";
import { ServeEditor } from "./serve-editor";

const words = flagsText.ruleDialog;

interface Props {
  rule: Rule;
  variants: string[];
  places: Regions;
  onClose(): void;
  onDone(rule: Rule): void;
}

type Way = "form" | "json";

/** One rule: in a form where its condition is a plain list, else as JSON. */
export function RuleDialog({ rule, variants, places, onClose, onDone }: Props) {
  const [note, setNote] = useState(rule.note ?? "");
  const [serve, setServe] = useState(rule.serve);
  const [simple, setSimple] = useState(() => asSimple(rule.when));
  const [way, setWay] = useState<Way>(simple ? "form" : "json");
  const [text, setText] = useState(() => JSON.stringify(rule.when, null, 2));
  const [wrong, setWrong] = useState<string>();
  const choose = (next: Way) => {
    setWrong(undefined);
    if (next === "json" && simple) setText(JSON.stringify(fromSimple(simple), null, 2));
    if (next === "form") {
      try {
        const read = asSimple(JSON.parse(text) as Condition);
        if (!read) return setWrong(words.nested);
        setSimple(read);
      } catch (error) {
        return setWrong(String(error));
      }
    }
    setWay(next);
  };
  const done = () => {
    try {
      const when =
        way === "json" ? (JSON.parse(text) as Condition) : fromSimple(simple as SimpleCondition);
      onDone({ id: rule.id, ...(note && { note }), when, serve });
    } catch (error) {
      setWrong(String(error));
    }
  };
  return (
    <Dialog title={words.rule} opened onClose={onClose} size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <Stack>
          <TextInput
            label={words.note}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <SegmentedControl
            aria-label={words.howToEdit}
            value={way}
            onChange={(next) => choose(next as Way)}
            data={[
              { value: "form", label: words.form },
              { value: "json", label: "JSON" },
            ]}
          />
          {way === "form" && simple ? (
            <ConditionForm value={simple} onChange={setSimple} />
          ) : (
            <Textarea
              label={words.condition}
              value={text}
              onChange={(event) => setText(event.target.value)}
              rows={10}
              spellCheck={false}
              classNames={{ input: css.json }}
            />
          )}
          {wrong && <p role="alert">{wrong}</p>}
          <ServeEditor
            label={words.serve}
            variants={variants}
            places={places}
            value={serve}
            before={rule.serve}
            onChange={setServe}
          />
          <Row>
            <Button type="submit">{words.done}</Button>
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  );
}
