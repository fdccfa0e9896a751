import { Button, CloseButton, TextInput } from "@mantine/core";
import { useState } from "react";
import { listing } from "../../../lib/format";
import type { Prerequisite } from "../../../lib/targeting";
import css from "./editor.module.css";
import { words } from "./words";

interface Props {
  value: Prerequisite[];
  onChange(value: Prerequisite[]): void;
}

/** Other flags that must serve certain variants first. */
export function Prerequisites({ value, onChange }: Props) {
  const [flag, setFlag] = useState("");
  const [variants, setVariants] = useState("on");
  const add = () => {
    onChange([...value, { flag: flag.trim(), variants: words(variants) }]);
    setFlag("");
  };
  return (
    <>
      {value.map((one) => (
        <p key={one.flag} className={css.sentence}>
          <strong>{one.flag}</strong> must serve <strong>{listing(one.variants)}</strong>
          <CloseButton
            size="sm"
            aria-label={`Remove the prerequisite ${one.flag}`}
            onClick={() => onChange(value.filter((other) => other !== one))}
          />
        </p>
      ))}
      <details className={css.adder}>
        <summary>Require another flag</summary>
        <div className={css.form}>
          <TextInput
            size="xs"
            label="Flag"
            value={flag}
            onChange={(event) => setFlag(event.target.value)}
          />
          <TextInput
            size="xs"
            label="Must serve any of"
            value={variants}
            onChange={(event) => setVariants(event.target.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={!flag.trim() || !variants.trim()}
            onClick={add}
          >
            Add
          </Button>
        </div>
      </details>
    </>
  );
}
