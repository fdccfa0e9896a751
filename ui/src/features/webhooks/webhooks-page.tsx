import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import type { Webhook, WebhookMade } from "../../api/webhooks";
import { Dialog } from "../../components/dialog";
import { Card, Page, PageHead } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { useRowKeys } from "../../components/use-row-keys";
import { webhooksText } from "../../text/en/webhooks";
import { Enabled } from "./components/enabled";
import { SecretCard } from "./components/secret-card";
import { Standing } from "./components/standing";
import { WebhookForm } from "./components/webhook-form";
import { useWebhooks } from "./queries";
import { addressText, eventsText, formatText, placesText } from "./standing";
import own from "./webhooks.module.css";

const words = webhooksText.webhooksPage;

const command = (project: string) =>
  `curl -X POST ${window.location.origin}/api/v1/projects/${project}/webhooks \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"name":"pager","url":"https://pager.example.com/firstlight","events":["release.*"]}'`;

/** Who is told of what happens in a project. */
export function WebhooksPage({ project }: { project: string }) {
  const { data, error, isPending, refetch } = useWebhooks(project);
  const [edited, setEdited] = useState<Webhook | "new">();
  const [made, setMade] = useState<WebhookMade>();
  const ids = useMemo(() => (data ?? []).map(({ id }) => id), [data]);
  const reveal = useCallback(
    (index: number) =>
      document.getElementById(ids[index] ?? "")?.scrollIntoView({ block: "nearest" }),
    [ids],
  );
  const active = useRowKeys(ids, reveal);
  const close = () => setEdited(undefined);
  const add = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {words.add}
    </Button>
  );
  return (
    <Page>
      <PageHead title={words.webhooks} sub={words.sub} actions={add} />
      {made && (
        <SecretCard
          key={made.webhook.id}
          project={project}
          made={made}
          isNew
          onKept={() => setMade(undefined)}
        />
      )}
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theWebhooks} />}
      {data?.length === 0 && (
        <Empty title={words.noWebhooksYet} action={add} command={command(project)}>
          {words.whatTheyAre}
        </Empty>
      )}
      {data && data.length > 0 && (
        <Card label={words.webhooks}>
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.format}</th>
                  <th scope="col">{words.to}</th>
                  <th scope="col">{words.of}</th>
                  <th scope="col">{words.state}</th>
                  <th scope="col">
                    <span className="visually-hidden">{words.actions}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((webhook) => (
                  <Line
                    key={webhook.id}
                    project={project}
                    webhook={webhook}
                    active={webhook.id === active}
                    onEdit={() => setEdited(webhook)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
      <Dialog
        title={edited === "new" ? words.add : words.edited(edited?.name)}
        opened={edited !== undefined}
        onClose={close}
      >
        {edited && (
          <WebhookForm
            project={project}
            webhook={edited === "new" ? undefined : edited}
            onDone={(to) => {
              if (edited === "new") setMade(to);
              close();
            }}
            onCancel={close}
          />
        )}
      </Dialog>
    </Page>
  );
}

interface LineProps {
  project: string;
  webhook: Webhook;
  active: boolean;
  onEdit(): void;
}

function Line({ project, webhook, active, onEdit }: LineProps) {
  const { id, name, format, enabled, trouble } = webhook;
  return (
    <tr id={id} data-active={active}>
      <th scope="row">
        <Link to="/projects/$project/webhooks/$webhook" params={{ project, webhook: id }}>
          {name}
        </Link>
      </th>
      <td>{formatText(format)}</td>
      <td>
        <div className={own.address}>{addressText(webhook)}</div>
      </td>
      <td>
        {eventsText(webhook)} <span className="quiet">{placesText(webhook)}</span>
      </td>
      <td>
        <Standing webhook={webhook} />
        {!enabled && trouble && <p className={css.text}>{trouble}</p>}
      </td>
      <td>
        <div className={own.levers}>
          <Enabled project={project} webhook={webhook} />
          <Button
            size="compact-xs"
            variant="default"
            aria-label={words.editOne(name)}
            onClick={onEdit}
          >
            {words.edit}
          </Button>
        </div>
      </td>
    </tr>
  );
}
