import { Button } from "@mantine/core";
import { useState } from "react";
import type { Webhook } from "../../../api/webhooks";
import { Dialog } from "../../../components/dialog";
import { Row, Stack } from "../../../components/layout";
import { Toggle } from "../../../components/toggle";
import { webhooksText } from "../../../text/en/webhooks";
import { useToggle } from "../queries";

const words = webhooksText.enabled;

/** Turns it on and off; asks first where deliveries wait, which are given up then. */
export function Enabled({ project, webhook }: { project: string; webhook: Webhook }) {
  const { name, enabled, pending } = webhook;
  const toggle = useToggle(project, webhook);
  const [asked, setAsked] = useState(false);
  const close = () => setAsked(false);
  return (
    <>
      <Toggle
        on={toggle.isPending ? toggle.variables : enabled}
        label={words.tell(name)}
        onChange={(on) => (!on && pending > 0 ? setAsked(true) : toggle.mutate(on))}
      />
      <Dialog title={words.title(name)} opened={asked} onClose={close} size="md">
        <Stack>
          <p>{words.whatItDoes(pending)}</p>
          <Row>
            <Button
              color="red"
              data-autofocus
              onClick={() => {
                toggle.mutate(false);
                close();
              }}
            >
              {words.disable}
            </Button>
            <Button variant="default" onClick={close}>
              {words.keep}
            </Button>
          </Row>
        </Stack>
      </Dialog>
    </>
  );
}
