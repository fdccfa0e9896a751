import { Button, CloseButton } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import { problemText } from "../lib/problem";
import { componentsText } from "../text/en/components";
import css from "./toast.module.css";

const words = componentsText.toast;

/** The way back from what a message says was done. */
interface Undo {
  /** What was changed: a later message on the same has the only way back that is left. */
  of: string;
  run(): void;
}

interface Toast {
  id: number;
  text: string;
  bad: boolean;
  undo?: Undo;
}

const SHOWN_MS = 6_000;
/** To see what one did takes longer than to see that it worked. */
const UNDO_SHOWN_MS = 12_000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(to: Toast[]) {
  toasts = to;
  for (const listener of listeners) listener();
}

const close = (id: number) => set(toasts.filter((toast) => toast.id !== id));

function show(text: string, bad: boolean, undo?: Undo) {
  const toast = { id: next++, text, bad, undo };
  const others = toasts.filter((one) => undo === undefined || one.undo?.of !== undo.of);
  set([...others.slice(-2), toast]);
  // What went wrong stays until it is read.
  if (!bad) setTimeout(() => close(toast.id), undo ? UNDO_SHOWN_MS : SHOWN_MS);
}

/** Says that something worked, and offers the way back where there is one. */
export const say = (text: string, undo?: Undo) => show(text, false, undo);

/** Says that something did not. */
export const complain = (error: unknown) => show(problemText(error), true);

/** Says what everybody has to hear of; it stays until it is read. */
export const alarm = (text: string) => show(text, true);

/** Once only: what was taken back is not taken back again. */
function takeBack({ id, undo }: Toast) {
  close(id);
  undo?.run();
}

/** `u` takes the latest way back, while it is offered and nobody is typing. */
function onKey(event: KeyboardEvent) {
  if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if ((event.target as HTMLElement).closest("input, textarea, select, [role=dialog]")) return;
  const latest = toasts.findLast(({ undo }) => undo !== undefined);
  if (latest) takeBack(latest);
}

/** Where the short messages appear. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <section className={css.toasts} aria-label={words.messages} aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={toast.bad ? `${css.toast} ${css.bad}` : css.toast}>
          <span className={css.text}>{toast.text}</span>
          {toast.undo && (
            <Button
              size="compact-sm"
              variant="default"
              aria-keyshortcuts="u"
              onClick={() => takeBack(toast)}
            >
              {words.undo}
            </Button>
          )}
          <CloseButton size="sm" aria-label={words.dismiss} onClick={() => close(toast.id)} />
        </div>
      ))}
    </section>
  );
}
