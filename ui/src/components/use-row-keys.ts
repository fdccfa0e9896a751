import { useEffect, useState } from "react";

interface At {
  key: string;
  /** Where it was when it was reached: whoever is no longer in the list leaves a place behind. */
  index: number;
  /** Counts the presses: a row that is reached again gets the focus again. */
  presses: number;
}

const nowhere: At = { key: "", index: -1, presses: 0 };

/** Which row a step leads to. The row that took the place of one that went is the next one. */
export function step(keys: string[], at: Pick<At, "key" | "index">, by: 1 | -1): number {
  const now = keys.indexOf(at.key);
  const next = now >= 0 ? now + by : by > 0 ? Math.max(0, at.index) : at.index - 1;
  return Math.max(0, Math.min(keys.length - 1, next));
}

const row = () => document.querySelector<HTMLElement>("[data-active=true]");

/** j and k walk the rows, e presses the first switch of the row one is at, Enter opens it. One is at a row, and not at
 * a place: where the list changes meanwhile, nothing else is pressed. */
export function useRowKeys(keys: string[], reveal: (index: number) => void): string {
  const [at, setAt] = useState(nowhere);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest("input, textarea, select, [role=dialog]")) return;
      const by = ({ j: 1, k: -1 } as const)[event.key];
      if (by !== undefined && keys.length > 0) {
        const index = step(keys, at, by);
        setAt({ key: keys[index] ?? "", index, presses: at.presses + 1 });
        reveal(index);
      } else if (event.key === "e") {
        row()?.querySelector<HTMLElement>("[role=switch]")?.click();
      } else if (event.key === "Enter" && target === document.body) {
        // The row's link lost the focus, as when the row was drawn anew.
        row()?.querySelector<HTMLElement>("a")?.click();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [at, keys, reveal]);
  useEffect(() => {
    if (at.presses === 0) return;
    // The row may be rendered only after the scroll.
    const frame = requestAnimationFrame(() =>
      row()?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [at]);
  return at.key;
}
