import { connectText } from "../../text/en/connect";
import { ago, count, listing } from "../../text/format";
import css from "./connect.module.css";
import { useKeys, useReceipts } from "./queries";

const words = connectText.light;

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
          {words.connected(connected, listing(sdks), count(receipts.applied), receipts.revision)}
        </span>
      ) : used ? (
        <span>{words.aKeyWasUsed(ago(used))}</span>
      ) : (
        <span>{words.waiting}</span>
      )}
    </div>
  );
}
