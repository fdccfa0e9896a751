import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Problem, problemText } from "../lib/problem";
import { componentsText } from "../text/en/components";
import { Command } from "./command";
import css from "./layout.module.css";

const words = componentsText.states;

/** What went wrong, in the server's words, with the places that are at fault. */
export function ErrorNote({ error, retry }: { error: unknown; retry?: () => void }) {
  if (!error) return null;
  const faults = error instanceof Problem ? error.faults : [];
  return (
    <div className={css.note} role="alert">
      {problemText(error)}
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li key={fault.pointer + fault.detail}>
              <code>{fault.pointer || "/"}</code> {fault.detail}
            </li>
          ))}
        </ul>
      )}
      {retry && (
        <Button variant="subtle" size="compact-sm" onClick={retry}>
          {words.tryAgain}
        </Button>
      )}
    </div>
  );
}

/** What went wrong, in our own words. */
export function Note({ text }: { text: string | undefined }) {
  return text ? (
    <div className={css.note} role="alert">
      {text}
    </div>
  ) : null;
}

interface EmptyProps {
  title: string;
  children: ReactNode;
  action?: ReactNode;
  command?: string;
}

/** Nothing here yet: why, one thing to do, one command that does it too. */
export function Empty({ title, children, action, command }: EmptyProps) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      <p>{children}</p>
      {action}
      {command && <Command text={command} />}
    </div>
  );
}

/** Said only when the answer takes longer than a blink. */
export function Loading({ what }: { what: string }) {
  return <p className={css.skeleton}>{words.loading(what)}</p>;
}
