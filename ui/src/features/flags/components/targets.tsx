import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { Variant } from "../../../components/chip";
import type { Target } from "../../../lib/targeting";
import { flagsText } from "../../../text/en/flags";
import { listing } from "../../../text/format";
import css from "./editor.module.css";
import { listed } from "./listed";

const words = flagsText.targets;

interface Props {
  variants: string[];
  value: Target[];
  onChange(value: Target[]): void;
}

/** Targeting keys that get a variant by name. */
export function Targets({ variants, value, onChange }: Props) {
  const [keys, setKeys] = useState("");
  const [variant, setVariant] = useState(variants[0] ?? "");
  const add = () => {
    const known = value.find((target) => target.variant === variant);
    const added = listed(keys).filter((key) => !known?.keys.includes(key));
    const merged = { variant, keys: [...(known?.keys ?? []), ...added] };
    onChange(
      known ? value.map((target) => (target === known ? merged : target)) : [...value, merged],
    );
    setKeys("");
  };
  return (
    <>
      {value.map((target) => (
        <p key={target.variant} className={css.sentence}>
          <strong>{listing(target.keys, 8)}</strong> → <Variant name={target.variant} />
          <CloseButton
            size="sm"
            aria-label={words.removeTheKeysOf(target.variant)}
            onClick={() => onChange(value.filter((other) => other !== target))}
          />
        </p>
      ))}
      <details className={css.adder}>
        <summary>{words.listKeys}</summary>
        <div className={css.form}>
          <TextInput
            size="xs"
            label={words.targetingKeys}
            placeholder={words.exampleKeys}
            value={keys}
            onChange={(event) => setKeys(event.target.value)}
          />
          <NativeSelect
            size="xs"
            label={words.get}
            data={variants}
            value={variant}
            onChange={(event) => setVariant(event.target.value)}
          />
          <Button size="xs" variant="default" disabled={!keys.trim()} onClick={add}>
            {words.add}
          </Button>
        </div>
      </details>
    </>
  );
}
