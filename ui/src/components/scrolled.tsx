import type { ReactNode } from "react";
import css from "./table.module.css";

/** What may be wider than the page, and scrolls by itself: by keyboard, too, where nothing in it takes the focus. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
    <section className={css.scroll} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
