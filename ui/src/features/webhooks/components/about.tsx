import type { Webhook } from "../../../api/webhooks";
import { Card } from "../../../components/layout";
import css from "../../../components/table.module.css";
import { webhooksText } from "../../../text/en/webhooks";
import { moment } from "../../../text/format";
import { addressText, eventsText, isSecretAddress, placesText } from "../standing";
import own from "../webhooks.module.css";

const words = webhooksText.webhookPage;

/** Where it goes, and what of. */
export function About({ webhook }: { webhook: Webhook }) {
  const { ref, previousUntil } = webhook;
  return (
    <Card title={words.about} label={words.about}>
      <table className={css.table}>
        <tbody>
          <tr>
            <th scope="row">{words.to}</th>
            <td>
              <div className={own.address}>
                <code>{addressText(webhook)}</code>{" "}
                {isSecretAddress(webhook) && <span className="quiet">{words.addressIsSecret}</span>}
              </div>
            </td>
          </tr>
          <tr>
            <th scope="row">{words.of}</th>
            <td>{eventsText(webhook)}</td>
          </tr>
          <tr>
            <th scope="row">{words.where}</th>
            <td>{placesText(webhook)}</td>
          </tr>
          {ref && (
            <tr>
              <th scope="row">{words.ref}</th>
              <td>{ref}</td>
            </tr>
          )}
          {previousUntil && (
            <tr>
              <th scope="row">{words.previousSecret}</th>
              <td>{words.signsUntil(moment(previousUntil))}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Card>
  );
}
