import { ActionIcon } from "@mantine/core";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { componentsText } from "../text/en/components";
import css from "./layout.module.css";

const words = componentsText.command;

/** Copies a text and says that it did. */
export function CopyButton({ text, label = words.copy }: { text: string; label?: string }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => navigator.clipboard?.writeText(text).then(() => setDone(true));
  return (
    <ActionIcon variant="subtle" aria-label={done ? words.copied : label} onClick={copy} size="md">
      {done ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
    </ActionIcon>
  );
}

/** Something to paste into a terminal. */
export function Command({ text, label }: { text: string; label?: string }) {
  return (
    <div className={css.command}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} aria-label={label ?? words.command} role="region">
        {text}
      </pre>
      <CopyButton text={text} label={words.copyOne(label?.toLowerCase() ?? words.commandWord)} />
    </div>
  );
}
