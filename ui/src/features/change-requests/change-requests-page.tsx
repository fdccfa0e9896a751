import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { Chip } from "../../components/chip";
import { Choices } from "../../components/choices";
import { Page, PageHead } from "../../components/layout";
import { Older } from "../../components/older";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { useRowKeys } from "../../components/use-row-keys";
import { changeRequestsText } from "../../text/en/change-requests";
import { ago } from "../../text/format";
import css from "./change-requests.module.css";
import { type Placed, useChangeRequests, useEnvironments } from "./queries";
import { approvalText, type Show, shows, standing, touches } from "./standing";

const words = changeRequestsText.changeRequestsPage;

interface Props {
  project: string;
  environment?: string;
  show: Show;
  onShow(show: Show): void;
}

const command = (project: string, environment: string) =>
  `curl -X POST ${window.location.origin}/api/v1/projects/${project}/environments/${environment}/change-requests \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"title":"Open the checkout","flags":{"checkout":[{"kind":"turnOn"}]}}'`;

/** Edits that wait for the approval of others, the latest first. */
export function ChangeRequestsPage({ project, environment, show, onShow }: Props) {
  const environments = useEnvironments(project).data;
  const names = useMemo(
    () => (environment ? [environment] : (environments ?? []).map(({ key }) => key)),
    [environment, environments],
  );
  const { data, error, isPending, refetch, ...more } = useChangeRequests(project, names, show);
  const requests = useMemo(
    () =>
      (data?.pages.flatMap(({ items }) => items) ?? []).sort(
        (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
      ),
    [data],
  );
  const ids = useMemo(() => requests.map(({ id }) => id), [requests]);
  const reveal = useCallback(
    (index: number) =>
      document.getElementById(ids[index] ?? "")?.scrollIntoView({ block: "nearest" }),
    [ids],
  );
  const active = useRowKeys(ids, reveal);
  const asking = (environments ?? []).filter(({ approvals }) => approvals);
  return (
    <Page>
      <PageHead
        title={words.changeRequests}
        sub={
          asking.length > 0
            ? asking.map(({ key, approvals }) => words.asksFor(key, approvals)).join(", ")
            : words.noEnvironmentAsksForApprovals
        }
        actions={
          <Choices label={words.whichChangeRequests} all={shows} value={show} onChoose={onShow} />
        }
      />
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theChangeRequests} />}
      {data && requests.length === 0 && (
        <Nothing
          project={project}
          show={show}
          environment={asking[0]?.key}
          onAll={() => onShow("all")}
        />
      )}
      <ol className={css.requests}>
        {requests.map((request) => (
          <li key={request.id} id={request.id} data-active={request.id === active}>
            <Request project={project} request={request} />
          </li>
        ))}
      </ol>
      <Older {...more} />
    </Page>
  );
}

function Request({ project, request }: { project: string; request: Placed }) {
  const { id, environment, title, authorName, createdAt, needsMe } = request;
  const { text, tone } = standing(request);
  return (
    <Link
      to="/projects/$project/change-requests/$environment/$request"
      params={{ project, environment, request: id }}
      className={css.request}
    >
      <span>
        <Chip tone={tone}>{text}</Chip>
      </span>
      <span>
        <strong>{title}</strong> <span className="quiet">{words.inEnvironment(environment)}</span>
      </span>
      <span className="quiet numbers">{ago(createdAt)}</span>
      <p>
        {words.row(
          touches(request),
          authorName,
          approvalText(request),
          needsMe && <strong>{words.yoursWouldHelp}</strong>,
        )}
      </p>
    </Link>
  );
}

interface NothingProps {
  project: string;
  show: Show;
  environment?: string;
  onAll(): void;
}

function Nothing({ project, show, environment, onAll }: NothingProps) {
  if (!environment && show !== "mine")
    return (
      <Empty
        title={words.noChangeRequests}
        action={
          <Link to="/projects/$project/settings" params={{ project }}>
            {words.haveAnEnvironmentAskForApprovals}
          </Link>
        }
      >
        {words.whatTheyAre}
      </Empty>
    );
  if (show === "all")
    return (
      <Empty
        title={words.noChangeRequestsYet}
        command={command(project, environment ?? "production")}
      >
        {words.howToAsk(environment)}
      </Empty>
    );
  return (
    <Empty
      title={show === "mine" ? words.nothingNeedsYou : words.nothingWaits}
      action={
        <Button variant="default" onClick={onAll}>
          {words.showAllChangeRequests}
        </Button>
      }
    >
      {show === "mine" ? words.noneNeedsYou : words.allEnded}
    </Empty>
  );
}
