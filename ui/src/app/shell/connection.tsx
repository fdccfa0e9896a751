import { appText } from "../../text/en/app";
import { clock } from "../../text/format";
import type { Connection } from "../live";
import css from "./shell.module.css";

const words = appText.connection;

function text(connection: Connection): string {
  return connection.state === "stale"
    ? words.staleSince(clock(connection.since))
    : words.states[connection.state];
}

/** Whether what is shown is true now. */
export function ConnectionState({ connection }: { connection: Connection }) {
  return (
    <span className={css.connection} data-state={connection.state} data-testid="connection">
      <span className={css.lamp} aria-hidden />
      {text(connection)}
    </span>
  );
}

/** Said loudly once what is shown may be wrong. */
export function StaleBanner({ connection }: { connection: Connection }) {
  if (connection.state !== "stale") return null;
  return (
    <div className={css.banner} role="alert">
      {words.lost(clock(connection.since))}
    </div>
  );
}
