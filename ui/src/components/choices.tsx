import css from "./table.module.css";

interface Props<T extends string> {
  /** What is chosen from: its accessible name. */
  label: string;
  all: readonly { value: T; label: string }[];
  value: T;
  onChoose(value: T): void;
}

/** Which of a list is shown, a button each. */
export function Choices<T extends string>({ label, all, value, onChoose }: Props<T>) {
  return (
    <fieldset className={css.choices} aria-label={label}>
      {all.map((one) => (
        <button
          key={one.value}
          type="button"
          aria-pressed={one.value === value}
          onClick={() => onChoose(one.value)}
        >
          {one.label}
        </button>
      ))}
    </fieldset>
  );
}
