import { ago, count, listing, plural } from "../../lib/format";
import css from "./connect.module.css";
import { useKeys, useReceipts } from "./queries";

/** Turns green when an SDK has really taken the rules, or a key was really used. */
export function Light({ project, environment }: { project: string; environment: string }) {
  const receipts = useReceipts(project, environment).data;
  const keys = useKeys(project, environment).data ?? [];
  const connected = receipts?.connected ?? 0;
  const used = keys
    .map(({ lastUsedAt }) => lastUsedAt)
    .filter((at) => at != null)
    .sort()
    .at(-1);
  const sdks = [...new Set(receipts?.instances.map(({ sdk }) => sdk.name))];
  return (
    <div className={css.light} data-on={connected > 0 || used !== undefined} role="status">
      <span className={css.lamp} aria-hidden />
      {connected > 0 && receipts ? (
        <span>
          {plural(connected, "instance")} connected ({listing(sdks)}); {count(receipts.applied)} at
          revision {receipts.revision}.
        </span>
      ) : used ? (
        <span>A key was used {ago(used)}.</span>
      ) : (
        <span>Waiting for the first evaluation…</span>
      )}
    </div>
  );
}
