import type { Instance } from "../../../api/keys";
import { Card } from "../../../components/layout";
import { ago, count, listing } from "../../../lib/format";
import { useReceipts } from "../queries";
import css from "./release.module.css";

interface Props {
  project: string;
  environment: string;
  /** The release's last change; nothing before its first. */
  revision?: number;
}

/** Who has what: without it, "rolled back" is a hope. */
export function ReceiptsCard({ project, environment, revision: asked }: Props) {
  const receipts = useReceipts(project, environment, asked).data;
  if (!receipts) return null;
  const { connected, applied, revision, instances } = receipts;
  const late = instances.filter(({ behind }) => behind);
  const names = late.map(({ instance }) => instance);
  const unable = instances.filter(({ unsupported }) => unsupported?.length);
  return (
    <Card title="Receipts" label="Receipts">
      {connected === 0 ? (
        <p className={css.small}>No SDK instance has reported in the last 90 seconds.</p>
      ) : (
        <>
          <div className={css.receiptBar} aria-hidden>
            <span style={{ width: `${(100 * applied) / connected}%` }} />
          </div>
          <p className="numbers">
            {count(applied)}/{count(connected)} instances at revision {revision}
            {names.length > 0 && `, ${names.length} behind: ${listing(names)}`}
          </p>
        </>
      )}
      {late.length > 0 && <Behind instances={late} />}
      {unable.length > 0 && (
        <p className={css.small}>
          {listing(unable.map(({ instance }) => instance))} cannot evaluate every flag: its SDK is
          older than an operator in use.
        </p>
      )}
    </Card>
  );
}

/** Each by name, so that somebody can go and look. */
function Behind({ instances }: { instances: Instance[] }) {
  return (
    <details className={css.details}>
      <summary>Who is behind</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={css.scroll} tabIndex={0} aria-label="Instances that are behind">
        <table className={css.counters}>
          <thead>
            <tr>
              <th scope="col">Instance</th>
              <th scope="col">Region</th>
              <th scope="col">SDK</th>
              <th scope="col">Serves</th>
              <th scope="col">Seen</th>
            </tr>
          </thead>
          <tbody>
            {instances.map(({ instance, region, sdk, revision, lastSeenAt }) => (
              <tr key={instance}>
                <th scope="row">{instance}</th>
                <td>{region ?? "–"}</td>
                <td>{`${sdk.name} ${sdk.version}`}</td>
                <td>{revision ?? "nothing yet"}</td>
                <td>{ago(lastSeenAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
