import type { AuditEntry } from "../../api/audit";
import { clock, day } from "../../lib/format";
import { jsonDifferences } from "../../lib/json-diff";
import type { Json } from "../../lib/targeting";
import css from "./audit.module.css";

const shown = (json: Json | undefined) => (json === undefined ? "–" : JSON.stringify(json));

/** The log keeps documents as text; read, they can be compared part by part. */
function read(json: Json | undefined): Json | undefined {
  if (json === null) return undefined;
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json) as Json;
  } catch {
    return json;
  }
}

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { at, actor, action, subject, comment, before, after, hash } = entry;
  const changes = jsonDifferences(read(before), read(after));
  return (
    <li className={css.row}>
      <time dateTime={at}>
        {day(at)} {clock(at)}
      </time>
      <div className={css.what}>
        <strong>{actor}</strong> {action} <strong>{subject}</strong>
        {comment && <span className="quiet"> — {comment}</span>}
        {changes.length > 0 && (
          <details className={css.changes}>
            <summary>What changed</summary>
            <table>
              <tbody>
                {changes.map((change) => (
                  <tr key={change.pointer}>
                    <th scope="row">{change.pointer || "/"}</th>
                    <td>
                      <del>{shown(change.before)}</del>
                    </td>
                    <td>
                      <ins>{shown(change.after)}</ins>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        )}
      </div>
      <span className={css.hash} title={hash}>
        #{entry.seq} {hash.slice(0, 12)}
      </span>
    </li>
  );
}
