import css from "./toggle.module.css";

interface Props {
  on: boolean;
  label: string;
  disabled?: boolean;
  onChange(on: boolean): void;
}

/** A native switch: thousands of them scroll by in the list of flags. */
export function Toggle({ on, label, disabled, onChange }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      aria-label={label}
      disabled={disabled}
      className={css.toggle}
      onClick={() => onChange(!on)}
    />
  );
}
