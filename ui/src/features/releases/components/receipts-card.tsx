import type { Instance } from "../../../api/keys";
import { Card } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import { ago, count, listing } from "../../../text/format";
import { useReceipts } from "../queries";
import css from "./release.module.css";

const words = releasesText.receiptsCard;

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
    <Card title={words.receipts} label={words.receipts}>
      {connected === 0 ? (
        <p className={css.small}>{words.noneReported}</p>
      ) : (
        <>
          <div className={css.receiptBar} aria-hidden>
            <span style={{ width: `${(100 * applied) / connected}%` }} />
          </div>
          <p className="numbers">
            {words.applied(
              count(applied),
              count(connected),
              revision,
              names.length > 0 ? words.behind(names.length, listing(names)) : "",
            )}
          </p>
        </>
      )}
      {late.length > 0 && <Behind instances={late} />}
      {unable.length > 0 && (
        <p className={css.small}>{words.tooOld(listing(unable.map(({ instance }) => instance)))}</p>
      )}
    </Card>
  );
}

/** Each by name, so that somebody can go and look. */
function Behind({ instances }: { instances: Instance[] }) {
  return (
    <details className={css.details}>
      <summary>{words.whoIsBehind}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too */}
      <section className={css.scroll} tabIndex={0} aria-label={words.instancesThatAreBehind}>
        <table className={css.counters}>
          <thead>
            <tr>
              <th scope="col">{words.instance}</th>
              <th scope="col">{words.region}</th>
              <th scope="col">{words.sdk}</th>
              <th scope="col">{words.serves}</th>
              <th scope="col">{words.seen}</th>
            </tr>
          </thead>
          <tbody>
            {instances.map(({ instance, region, sdk, revision, lastSeenAt }) => (
              <tr key={instance}>
                <th scope="row">{instance}</th>
                <td>{region ?? "–"}</td>
                <td>{`${sdk.name} ${sdk.version}`}</td>
                <td>{revision ?? words.nothingYet}</td>
                <td>{ago(lastSeenAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
