import { Button } from "@mantine/core";
import { useState } from "react";
import type { DeliveryState, Webhook, WebhookMade } from "../../api/webhooks";
import { Dialog } from "../../components/dialog";
import { Card, Page, PageHead, Row } from "../../components/layout";
import note from "../../components/layout.module.css";
import { ErrorNote, Loading } from "../../components/states";
import { webhooksText } from "../../text/en/webhooks";
import { ago } from "../../text/format";
import { About } from "./components/about";
import { Deliveries } from "./components/deliveries";
import { Enabled } from "./components/enabled";
import { RemoveDialog } from "./components/remove-dialog";
import { RotateDialog } from "./components/rotate-dialog";
import { SecretCard } from "./components/secret-card";
import { Standing } from "./components/standing";
import { Tester } from "./components/tester";
import { WebhookForm } from "./components/webhook-form";
import { useToggle, useWebhook } from "./queries";
import { formatText } from "./standing";

const words = webhooksText.webhookPage;

interface Props {
  project: string;
  id: string;
  /** Which deliveries are listed; all where it is none of them. */
  show: DeliveryState | undefined;
  onShow(show: DeliveryState | undefined): void;
  /** The number of the delivery that is open. */
  opened: number | undefined;
  onRemoved(): void;
}

/** One webhook: what it is told, whether that works, and each delivery. */
export function WebhookPage({ project, id, show, onShow, opened, onRemoved }: Props) {
  const { data: webhook, error, refetch } = useWebhook(project, id);
  const [made, setMade] = useState<WebhookMade>();
  if (!webhook) {
    return (
      <Page>
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what={words.theWebhook} />}
      </Page>
    );
  }
  const { name, format, createdBy, createdAt, enabled, trouble } = webhook;
  return (
    <Page>
      <PageHead
        title={name}
        sub={words.sub(
          formatText(format),
          createdBy,
          <time dateTime={createdAt}>{ago(createdAt)}</time>,
        )}
        actions={
          <Actions project={project} webhook={webhook} onMade={setMade} onRemoved={onRemoved} />
        }
      />
      {!enabled && trouble && <Trouble project={project} webhook={webhook} why={trouble} />}
      {made && (
        <SecretCard
          key={made.secret}
          project={project}
          made={made}
          onKept={() => setMade(undefined)}
        />
      )}
      <About webhook={webhook} />
      <Card title={words.tryIt} label={words.tryIt}>
        <Tester project={project} webhook={webhook} />
      </Card>
      <Deliveries project={project} webhook={id} show={show} onShow={onShow} opened={opened} />
    </Page>
  );
}

interface TroubleProps {
  project: string;
  webhook: Webhook;
  why: string;
}

/** Why nobody is told any more, and the way back. */
function Trouble({ project, webhook, why }: TroubleProps) {
  const toggle = useToggle(project, webhook);
  return (
    <div className={`${note.note} ${note.row}`} role="alert">
      <span>{words.disabledByServer(why)}</span>
      <Button variant="default" loading={toggle.isPending} onClick={() => toggle.mutate(true)}>
        {words.enableAgain}
      </Button>
    </div>
  );
}

interface ActionsProps {
  project: string;
  webhook: Webhook;
  onMade(made: WebhookMade): void;
  onRemoved(): void;
}

function Actions({ project, webhook, onMade, onRemoved }: ActionsProps) {
  const [asked, setAsked] = useState<"edit" | "rotate">();
  const [going, setGoing] = useState<Webhook>();
  const close = () => setAsked(undefined);
  return (
    <Row>
      <Standing webhook={webhook} />
      <Enabled project={project} webhook={webhook} />
      <Button variant="default" onClick={() => setAsked("edit")}>
        {words.edit}
      </Button>
      {webhook.format === "standard" && (
        <Button variant="default" onClick={() => setAsked("rotate")}>
          {words.rotate}
        </Button>
      )}
      <Button variant="light" color="red" onClick={() => setGoing(webhook)}>
        {words.delete}
      </Button>
      <Dialog title={words.edited(webhook.name)} opened={asked === "edit"} onClose={close}>
        {asked === "edit" && (
          <WebhookForm project={project} webhook={webhook} onDone={close} onCancel={close} />
        )}
      </Dialog>
      <RotateDialog
        project={project}
        webhook={webhook}
        opened={asked === "rotate"}
        onRotated={(to) => {
          onMade(to);
          close();
        }}
        onClose={close}
      />
      {going && (
        <RemoveDialog
          project={project}
          webhook={going}
          onRemoved={onRemoved}
          onClose={() => setGoing(undefined)}
        />
      )}
    </Row>
  );
}
