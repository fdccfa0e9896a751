import type { ReactNode } from "react";
import css from "./layout.module.css";

/** A page's frame. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={css.page}>{children}</div>;
}

interface HeadProps {
  title: ReactNode;
  sub?: ReactNode;
  actions?: ReactNode;
}

/** What page this is, and what can be done on it. */
export function PageHead({ title, sub, actions }: HeadProps) {
  return (
    <div className={css.head}>
      <div className={css.headText}>
        <h1>{title}</h1>
        {sub && <div className={css.sub}>{sub}</div>}
      </div>
      {actions && <div className={css.row}>{actions}</div>}
    </div>
  );
}

interface CardProps {
  title?: ReactNode;
  aside?: ReactNode;
  flush?: boolean;
  children: ReactNode;
  label?: string;
}

/** A titled part of a page. */
export function Card({ title, aside, flush, children, label }: CardProps) {
  return (
    <section className={flush ? `${css.card} ${css.flush}` : css.card} aria-label={label}>
      {title && (
        <div className={css.cardHead}>
          <h2>{title}</h2>
          {aside && <div className={css.sub}>{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <div className={css.row}>{children}</div>;
}

export function Stack({ children }: { children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}
