import { Button, CloseButton, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Prerequisite } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { listing } from "../../../text/format";
import css from "./editor.module.css";
import { listed } from "./listed";

const words = flagsText.prerequisites;

interface Props {
  value: Prerequisite[];
  onChange(value: Prerequisite[]): void;
}

/** Other flags that must serve certain variants first. */
export function Prerequisites({ value, onChange }: Props) {
  const [flag, setFlag] = useState("");
  const [variants, setVariants] = useState("on");
  const add = () => {
    onChange([...value, { flag: flag.trim(), variants: listed(variants) }]);
    setFlag("");
  };
  return (
    <>
      {value.map((one) => (
        <p key={one.flag} className={css.sentence}>
          {words.mustServe(<strong>{one.flag}</strong>, <strong>{listing(one.variants)}</strong>)}
          <CloseButton
            size="sm"
            aria-label={words.removeThePrerequisite(one.flag)}
            onClick={() => onChange(value.filter((other) => other !== one))}
          />
        </p>
      ))}
      <details className={css.adder}>
        <summary>{words.requireAnotherFlag}</summary>
        <div className={css.form}>
          <TextInput
            size="xs"
            label={words.flag}
            value={flag}
            onChange={(event) => setFlag(event.target.value)}
          />
          <TextInput
            size="xs"
            label={words.mustServeAnyOf}
            value={variants}
            onChange={(event) => setVariants(event.target.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={!flag.trim() || !variants.trim()}
            onClick={add}
          >
            {words.add}
          </Button>
        </div>
      </details>
    </>
  );
}
