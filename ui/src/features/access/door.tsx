import type { ReactNode } from "react";
import { Logo } from "../../components/logo";
import { accessText } from "../../text/en/access";
import css from "./door.module.css";

const words = accessText.door;

interface Props {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** What one sees before being let in. */
export function Door({ title, hint, children }: Props) {
  return (
    <main className={css.door}>
      <div className={css.card}>
        <div className={css.brand}>
          <Logo size={30} />
          {words.firstlight}
        </div>
        <h1>{title}</h1>
        {children}
        {hint && <p className={css.hint}>{hint}</p>}
      </div>
    </main>
  );
}

interface FormProps {
  onSubmit(values: Record<string, string>): void;
  children: ReactNode;
}

/** A form whose fields are read when it is sent. */
export function DoorForm({ onSubmit, children }: FormProps) {
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit(Object.fromEntries([...data].map(([name, value]) => [name, String(value)])));
      }}
    >
      {children}
    </form>
  );
}
