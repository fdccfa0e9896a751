import type { Webhook } from "../../../api/webhooks";
import { Chip } from "../../../components/chip";
import { webhooksText } from "../../../text/en/webhooks";
import { enabledText } from "../standing";
import css from "../webhooks.module.css";

const words = webhooksText.standing;

/** Whether it is told, and how much waits. */
export function Standing({ webhook }: { webhook: Webhook }) {
  const { enabled, trouble, pending } = webhook;
  return (
    <span className={css.standing}>
      <Chip tone={enabled ? "good" : trouble ? "bad" : "plain"}>{enabledText(enabled)}</Chip>
      {pending > 0 && <Chip tone="warn">{words.waiting(pending)}</Chip>}
    </span>
  );
}
