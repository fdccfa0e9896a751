import { Link } from "@tanstack/react-router";
import type { Release } from "../../api/releases";
import { Chip } from "../../components/chip";
import { Page, PageHead, Stack } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { useRowKeys } from "../../components/use-row-keys";
import { ago, plural } from "../../lib/format";
import css from "./components/release.module.css";
import { StartAny } from "./components/start-any";
import { useReleases } from "./queries";
import { isOver, needsAttention, standing } from "./state";

const startCommand = (project: string) =>
  `curl -X POST ${window.location.origin}/api/v1/projects/${project}/releases \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"environment":"production","flag":"my-flag","treatment":"on","start":true,
       "plan":{"stages":[{"name":"5 %","regions":"all","percent":5,"bake":"PT1H"},
                         {"name":"all","regions":"all","percent":100,"bake":"PT1H"}],
               "guards":[{"metric":"error","margin":0.5}]}}'`;

function groups(all: Release[]): [string, Release[]][] {
  const attention = all.filter((release) => needsAttention(release));
  const rest = all.filter((release) => !attention.includes(release));
  return [
    ["Needs attention", attention],
    ["Running", rest.filter((release) => !isOver(release))],
    ["Finished", rest.filter(isOver)],
  ];
}

/** All releases; those that wait for a person come first. */
export function ReleasesPage({ project, environment }: { project: string; environment?: string }) {
  const { data, error, isPending, refetch } = useReleases(project, environment);
  const grouped = groups(data ?? []);
  const attention = grouped[0]?.[1].length ?? 0;
  const order = grouped.flatMap(([, releases]) => releases);
  const active = useRowKeys(order.length, (index) =>
    document.getElementById(rowId(index))?.scrollIntoView({ block: "nearest" }),
  );
  return (
    <Page>
      <PageHead
        title="Releases"
        sub={attention > 0 && `${plural(attention, "release needs", "releases need")} attention.`}
        actions={<StartAny project={project} environment={environment} />}
      />
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what="the releases" />}
      {data?.length === 0 && (
        <Empty
          title="No releases yet"
          action={
            <Link to="/projects/$project/flags" params={{ project }}>
              Choose a flag to release
            </Link>
          }
          command={startCommand(project)}
        >
          A release moves a flag from one variant to another, region by region, and takes it back by
          itself when a guard fails.
        </Empty>
      )}
      {grouped.map(
        ([title, releases]) =>
          releases.length > 0 && (
            <section key={title} aria-label={title}>
              <Stack>
                <h2>{title}</h2>
                <div className={css.cards}>
                  {releases.map((release) => (
                    <ReleaseCard
                      key={release.id}
                      project={project}
                      release={release}
                      index={order.indexOf(release)}
                      active={order[active] === release}
                    />
                  ))}
                </div>
              </Stack>
            </section>
          ),
      )}
    </Page>
  );
}

const rowId = (index: number) => `release-${index}`;

interface CardProps {
  project: string;
  release: Release;
  index: number;
  active: boolean;
}

function ReleaseCard({ project, release, index, active }: CardProps) {
  const { text, tone } = standing(release);
  return (
    <div id={rowId(index)} data-active={active}>
      <Link
        to="/projects/$project/releases/$release"
        params={{ project, release: release.id }}
        className={css.releaseCard}
      >
        <span>
          <Chip tone={tone}>{text}</Chip>
        </span>
        <span>
          <strong>{release.name || release.flag}</strong>{" "}
          <span className="quiet">in {release.environment}</span>
        </span>
        <span className="quiet numbers">
          {ago(release.endedAt ?? release.startedAt ?? release.createdAt)}
        </span>
        <p>{release.sentence}</p>
      </Link>
    </div>
  );
}
