import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Webhook, WebhookMade } from "../../../api/webhooks";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { webhooksText } from "../../../text/en/webhooks";
import { useRotate } from "../queries";

const words = webhooksText.rotateDialog;

/** How long the secret before may sign, too: nobody has to change both ends at once. */
const graces = Object.entries(words.graces).map(([value, label]) => ({ value, label }));

interface Props {
  project: string;
  webhook: Webhook;
  opened: boolean;
  onRotated(made: WebhookMade): void;
  onClose(): void;
}

/** Asks how long both secrets sign, and makes the new one. */
export function RotateDialog({ project, webhook, opened, onRotated, onClose }: Props) {
  const [grace, setGrace] = useState("P1D");
  const rotate = useRotate(project, webhook.id, onRotated);
  return (
    <Dialog title={words.title(webhook.name)} opened={opened} onClose={onClose} size="md">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate(grace);
        }}
      >
        <Stack>
          <p>{words.whatItDoes}</p>
          <NativeSelect
            label={words.before}
            data={graces}
            value={grace}
            onChange={(event) => setGrace(event.target.value)}
            data-autofocus
          />
          <ErrorNote error={rotate.error} />
          <Row>
            <Button type="submit" loading={rotate.isPending}>
              {words.rotate}
            </Button>
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
          </Row>
        </Stack>
      </form>
    </Dialog>
  );
}
