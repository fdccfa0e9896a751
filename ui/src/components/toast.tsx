import { CloseButton } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { problemText } from "../lib/problem";
import css from "./toast.module.css";

interface Toast {
  id: number;
  text: string;
  bad: boolean;
}

const SHOWN_MS = 6_000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(to: Toast[]) {
  toasts = to;
  for (const listener of listeners) listener();
}

const close = (id: number) => set(toasts.filter((toast) => toast.id !== id));

function show(text: string, bad: boolean) {
  const toast = { id: next++, text, bad };
  set([...toasts.slice(-2), toast]);
  // What went wrong stays until it is read.
  if (!bad) setTimeout(() => close(toast.id), SHOWN_MS);
}

/** Says that something worked. */
export const say = (text: string) => show(text, false);

/** Says that something did not. */
export const complain = (error: unknown) => show(problemText(error), true);

/** Where the short messages appear. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section className={css.toasts} aria-label="Messages" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className={toast.bad ? `${css.toast} ${css.bad}` : css.toast}>
          <span>{toast.text}</span>
          <CloseButton size="sm" aria-label="Dismiss" onClick={() => close(toast.id)} />
        </div>
      ))}
    </section>
  );
}
