import { Button } from "@mantine/core";
import type { Webhook } from "../../../api/webhooks";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { ErrorNote } from "../../../components/states";
import { webhooksText } from "../../../text/en/webhooks";
import { useRemove } from "../queries";
import { addressText } from "../standing";

const words = webhooksText.removeDialog;

interface Props {
  project: string;
  /** As it was when it was asked for: where somebody changes it meanwhile, that is seen before it goes. */
  webhook: Webhook;
  onRemoved(): void;
  onClose(): void;
}

/** Says what goes with it. */
export function RemoveDialog({ project, webhook, onRemoved, onClose }: Props) {
  const remove = useRemove(project, webhook, onRemoved);
  return (
    <Dialog title={words.title(webhook.name)} opened onClose={onClose} size="md">
      <Stack>
        <p>{words.whatItDoes(<strong>{addressText(webhook)}</strong>, webhook.pending)}</p>
        <ErrorNote error={remove.error} />
        <Row>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.delete}
          </Button>
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.keep}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
