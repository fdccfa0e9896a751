import { Link } from "@tanstack/react-router";
import type { AuditEntry } from "../../api/audit";
import { jsonDifferences } from "../../lib/json-diff";
import type { Json } from "../../lib/targeting";
import { auditText } from "../../text/en/audit";
import { day, moment } from "../../text/format";
import css from "./audit.module.css";
import { placeOf, read, sentencesOf } from "./entry";

const words = auditText.auditRow;

const shown = (json: Json | undefined) => (json === undefined ? "–" : JSON.stringify(json));

export function AuditRow({ project, entry }: { project: string; entry: AuditEntry }) {
  const { seq, at, actor, action, comment, hash } = entry;
  const [before, after] = [read(entry.before), read(entry.after)];
  const sentences = sentencesOf(before, after);
  return (
    <li className={css.row}>
      <time dateTime={at} title={`${day(at)} ${at}`}>
        {moment(at)}
      </time>
      <div className={css.what}>
        <strong>{actor}</strong> <span className={css.action}>{action}</span>{" "}
        <Subject project={project} entry={entry} />
        {comment && <p>{comment}</p>}
        {sentences.length > 0 && (
          <ul className={css.sentences}>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <Raw before={before} after={after} />
      </div>
      <span className={css.hash} title={hash}>
        #{seq} {hash.slice(0, 12)}
      </span>
    </li>
  );
}

/** What it is about; a flag leads to what it did before, and to the way back. */
function Subject({ project, entry }: { project: string; entry: AuditEntry }) {
  const place = placeOf(entry);
  if (!place) return <strong>{entry.subject}</strong>;
  const { environment, flag } = place;
  return (
    <Link
      to="/projects/$project/flags/$flag"
      params={{ project, flag }}
      search={{ env: environment, tab: "history" }}
    >
      {words.subjectIn(flag, environment)}
    </Link>
  );
}

function Raw({ before, after }: { before: Json | undefined; after: Json | undefined }) {
  const changes = jsonDifferences(before, after);
  if (changes.length === 0) return null;
  return (
    <details className={css.changes}>
      <summary>{words.whatChanged}</summary>
      <table>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{words.where}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
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
  );
}
