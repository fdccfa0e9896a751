import { Card } from "../../../components/layout";
import { count, listing } from "../../../lib/format";
import { useReceipts } from "../queries";
import css from "./release.module.css";

/** Who has what: without it, "rolled back" is a hope. */
export function ReceiptsCard({ project, environment }: { project: string; environment: string }) {
  const receipts = useReceipts(project, environment).data;
  if (!receipts) return null;
  const { connected, applied, revision, instances } = receipts;
  const behind = instances.filter((instance) => instance.behind).map(({ instance }) => instance);
  const late = behind.length ? `, ${behind.length} behind: ${listing(behind)}` : "";
  const unable = instances.filter(({ unsupported }) => unsupported?.length);
  return (
    <Card title="Receipts">
      {connected === 0 ? (
        <p className={css.small}>No SDK instance has reported in the last 90 seconds.</p>
      ) : (
        <>
          <div className={css.receiptBar} aria-hidden>
            <span style={{ width: `${(100 * applied) / connected}%` }} />
          </div>
          <p className="numbers">
            {count(applied)}/{count(connected)} instances at revision {revision}
            {late}
          </p>
        </>
      )}
      {unable.length > 0 && (
        <p className={css.small}>
          {listing(unable.map(({ instance }) => instance))} cannot evaluate every flag: its SDK is
          older than an operator in use.
        </p>
      )}
    </Card>
  );
}
