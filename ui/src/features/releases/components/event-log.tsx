import type { ReleaseEvent } from "../../../api/releases";
import { Card } from "../../../components/layout";
import { releasesText } from "../../../text/en/releases";
import { day, moment } from "../../../text/format";
import css from "./release.module.css";

const words = releasesText.eventLog;

/** What happened, newest first, each with its reason. */
export function EventLog({ events }: { events: ReleaseEvent[] }) {
  const newest = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <Card title={words.log}>
      {newest.length === 0 && <p className={css.small}>{words.nothingHasHappenedYet}</p>}
      <ol className={css.log}>
        {newest.map((event) => (
          <li key={event.at + event.kind + event.sentence}>
            <time dateTime={event.at} title={day(event.at)}>
              {moment(event.at)}
            </time>
            <span>
              {event.sentence}
              {event.actor && !/ by /.test(event.sentence) && (
                <span className="quiet"> — {event.actor}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
