import { clock } from "../../lib/format";
import type { Connection } from "../live";
import css from "./shell.module.css";

const words: Record<Connection["state"], string> = {
  connecting: "Connecting",
  live: "Live",
  reconnecting: "Reconnecting",
  stale: "Stale",
};

function text(connection: Connection): string {
  return connection.state === "stale"
    ? `Stale since ${clock(connection.since)}`
    : words[connection.state];
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
      No connection to the server since {clock(connection.since)}. What you see may be old; it is
      brought up to date as soon as the server answers.
    </div>
  );
}
