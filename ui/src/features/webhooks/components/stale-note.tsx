import { Button } from "@mantine/core";
import type { Webhook, WebhookEdit } from "../../../api/webhooks";
import { Row } from "../../../components/layout";
import note from "../../../components/layout.module.css";
import css from "../../../components/table.module.css";
import { webhooksText } from "../../../text/en/webhooks";
import { type Compared, differing } from "../draft";
import { enabledText, eventsText, formatText, placesText } from "../standing";

const words = webhooksText.stale;

const shown: Record<Compared, (of: WebhookEdit | Webhook) => string> = {
  name: ({ name }) => name,
  url: ({ url }) => url,
  format: ({ format }) => formatText(format),
  events: eventsText,
  environments: placesText,
  ref: ({ ref }) => ref ?? "–",
  enabled: ({ enabled }) => enabledText(enabled),
};

interface Props {
  mine: WebhookEdit;
  there: Webhook;
  onTake(): void;
  onOver(): void;
}

/** Somebody else was faster: what is there now, beside what one wants, and the two ways on. */
export function StaleNote({ mine, there, onTake, onOver }: Props) {
  const fields = differing(mine, there);
  return (
    <div className={`${note.note} ${note.stack}`} role="alert">
      <p>{words.changed}</p>
      {fields.length === 0 ? (
        <p>{words.nothingDiffers}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.there}</th>
              <th scope="col">{words.yours}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">{words.fields[field]}</th>
                <td>{shown[field](there)}</td>
                <td>{shown[field](mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Row>
        <Button variant="default" onClick={onTake}>
          {words.take}
        </Button>
        <Button variant="default" onClick={onOver}>
          {words.over}
        </Button>
      </Row>
    </div>
  );
}
