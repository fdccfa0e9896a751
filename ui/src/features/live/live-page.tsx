import { Link } from "@tanstack/react-router";
import { useMemo, useSyncExternalStore } from "react";
import { heard } from "../../api/live";
import { Card, Page, PageHead } from "../../components/layout";
import { Empty, ErrorNote } from "../../components/states";
import css from "../../components/table.module.css";
import { liveText } from "../../text/en/live";
import { clock, count, day } from "../../text/format";
import { feed } from "./feed";
import { useAllReceipts, useEnvironments, useLatest, useRunning } from "./queries";

const words = liveText.livePage;

const command = (project: string) =>
  `curl -N ${window.location.origin}/api/v1/projects/${project}/live \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN"`;

/** Changes, decisions and confirmations as they happen, and who serves what now. */
export function LivePage({ project }: { project: string }) {
  const latest = useLatest(project);
  const all = useSyncExternalStore(heard.subscribe, heard.get);
  const lines = useMemo(() => {
    const entries = latest.data?.pages[0]?.items ?? [];
    return feed(
      entries,
      all.filter((signal) => signal.project === project),
    );
  }, [latest.data, all, project]);
  return (
    <Page>
      <PageHead title={words.live} sub={words.sub} />
      <ErrorNote error={latest.error} retry={latest.refetch} />
      <div className={css.two}>
        <Serving project={project} />
        <Running project={project} />
      </div>
      <Card title={words.whatHappens} label={words.whatHappens}>
        {lines.length === 0 && latest.data ? (
          <Empty title={words.quietSoFar} command={command(project)}>
            {words.whatAppears}
          </Empty>
        ) : (
          <ol className={css.feed}>
            {lines.map(({ id, at, text, actor }) => (
              <li key={id}>
                <time dateTime={at} title={day(at)}>
                  {clock(at)}
                </time>
                <span>
                  {actor && <strong>{actor} </strong>}
                  {text}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Card>
    </Page>
  );
}

function Serving({ project }: { project: string }) {
  const environments = useEnvironments(project).data ?? [];
  const receipts = useAllReceipts(
    project,
    environments.map(({ key }) => key),
  );
  return (
    <Card title={words.whoServesWhat} label={words.whoServesWhat}>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{words.environment}</th>
              <th scope="col">{words.revision}</th>
              <th scope="col">{words.instances}</th>
              <th scope="col">{words.behind}</th>
            </tr>
          </thead>
          <tbody>
            {environments.map(({ key, name, revision }, i) => {
              const known = receipts[i]?.data;
              return (
                <tr key={key}>
                  <th scope="row">{name || key}</th>
                  <td>{known?.revision ?? revision}</td>
                  <td>{known ? count(known.connected) : "…"}</td>
                  <td>{known ? count(known.connected - known.applied) : "…"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Running({ project }: { project: string }) {
  const running = useRunning(project).data ?? [];
  return (
    <Card
      title={words.releasesThatRun}
      label={words.releasesThatRun}
      aside={words.releases(running.length)}
    >
      {running.length === 0 && <p className={css.text}>{words.noneNow}</p>}
      <ul>
        {running.map(({ id, flag, name, sentence }) => (
          <li key={id}>
            <Link to="/projects/$project/releases/$release" params={{ project, release: id }}>
              {name || flag}
            </Link>{" "}
            <span className={css.text}>{sentence}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
