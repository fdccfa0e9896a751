import { useEffect, useState } from "react";

/** j and k walk the rows, e presses the first switch of the row one is at. */
export function useRowKeys(rows: number, reveal: (index: number) => void): number {
  const [active, setActive] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest("input, textarea, select, [role=dialog]")) return;
      const step = { j: 1, k: -1 }[event.key];
      if (step !== undefined) {
        const next = Math.max(0, Math.min(rows - 1, active + step));
        setActive(next);
        reveal(next);
      } else if (event.key === "e") {
        document.querySelector<HTMLElement>("[data-active=true] [role=switch]")?.click();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [active, rows, reveal]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row to focus is the one that is active now
  useEffect(() => {
    // The row may be rendered only after the scroll.
    const frame = requestAnimationFrame(() =>
      document.querySelector<HTMLElement>("[data-active=true] a")?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [active]);
  return active;
}
