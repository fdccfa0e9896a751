import css from "../webhooks.module.css";

/** The beginning of what an endpoint answered, as it stands. */
export function Answer({ text }: { text: string | undefined }) {
  return text ? <pre className={css.answer}>{text}</pre> : null;
}
