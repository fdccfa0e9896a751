import { Button } from "@mantine/core";
import type { WebhookMade } from "../../../api/webhooks";
import { Command } from "../../../components/command";
import { Card } from "../../../components/layout";
import { webhooksText } from "../../../text/en/webhooks";
import { Tester } from "./tester";

const words = webhooksText.secretCard;

const checks = [
  {
    language: "JavaScript",
    text: `import { Webhook } from "standardwebhooks";
const event = new Webhook(secret).verify(body, headers);`,
  },
  { language: "Java", text: "new com.standardwebhooks.Webhook(secret).verify(body, headers);" },
];

interface Props {
  project: string;
  made: WebhookMade;
  /** Whether the webhook itself is new, and not its secret only. */
  isNew?: boolean;
  onKept(): void;
}

/** What was just made: its secret, this once, how an endpoint checks by it, and a test. It stays until it was read. */
export function SecretCard({ project, made, isNew = false, onKept }: Props) {
  const { webhook, secret } = made;
  const title = isNew ? words.isMade(webhook.name) : words.newSecretOf(webhook.name);
  return (
    <Card title={title} label={title}>
      {secret && (
        <>
          <p>{words.shownOnce}</p>
          <Command text={secret} label={words.secret} />
          <p>{words.howToVerify}</p>
          {checks.map(({ language, text }) => (
            <Command key={language} text={text} label={words.inLanguage(language)} />
          ))}
        </>
      )}
      {isNew && <Tester project={project} webhook={webhook} />}
      <div>
        <Button variant="default" onClick={onKept}>
          {secret ? words.keptIt : words.done}
        </Button>
      </div>
    </Card>
  );
}
