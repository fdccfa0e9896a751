import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { Release } from "../../api/releases";
import { Chip } from "../../components/chip";
import { Page, PageHead, Stack } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { useRowKeys } from "../../components/use-row-keys";
import { releasesText } from "../../text/en/releases";
import { ago } from "../../text/format";
import css from "./components/release.module.css";
import { StartAny } from "./components/start-any";
import { useReleases } from "./queries";
import { isOver, needsAttention, standing } from "./state";

const words = releasesText.releasesPage;

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
    [words.needsAttention, attention],
    [words.running, rest.filter((release) => !isOver(release))],
    [words.finished, rest.filter(isOver)],
  ];
}

/** All releases; those that wait for a person come first. */
export function ReleasesPage({ project, environment }: { project: string; environment?: string }) {
  const { data, error, isPending, refetch } = useReleases(project, environment);
  const grouped = useMemo(() => groups(data ?? []), [data]);
  const attention = grouped[0]?.[1].length ?? 0;
  const order = useMemo(() => grouped.flatMap(([, all]) => all.map(({ id }) => id)), [grouped]);
  const reveal = useCallback(
    (index: number) =>
      document.getElementById(order[index] ?? "")?.scrollIntoView({ block: "nearest" }),
    [order],
  );
  const active = useRowKeys(order, reveal);
  return (
    <Page>
      <PageHead
        title={words.releases}
        sub={attention > 0 && words.attention(attention)}
        actions={<StartAny project={project} environment={environment} />}
      />
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theReleases} />}
      {data?.length === 0 && (
        <Empty
          title={words.noReleasesYet}
          action={
            <Link to="/projects/$project/flags" params={{ project }}>
              {words.chooseAFlagToRelease}
            </Link>
          }
          command={startCommand(project)}
        >
          {words.whatReleasesAre}
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
                      active={release.id === active}
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

interface CardProps {
  project: string;
  release: Release;
  active: boolean;
}

function ReleaseCard({ project, release, active }: CardProps) {
  const { text, tone } = standing(release);
  return (
    <div id={release.id} data-active={active}>
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
          <span className="quiet">{words.inEnvironment(release.environment)}</span>
        </span>
        <span className="quiet numbers">
          {ago(release.endedAt ?? release.startedAt ?? release.createdAt)}
        </span>
        <p>{release.sentence}</p>
      </Link>
    </div>
  );
}
