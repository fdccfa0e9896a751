import { Link } from "@tanstack/react-router";
import type { Release } from "../../api/releases";
import { Chip, Variant } from "../../components/chip";
import { Page, PageHead, Stack } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { releasesText } from "../../text/en/releases";
import { ago, clock, day, listing } from "../../text/format";
import { Actions } from "./components/actions";
import { EventLog } from "./components/event-log";
import guards from "./components/guard.module.css";
import { GuardTile } from "./components/guard-tile";
import { HealthCard } from "./components/health-card";
import { LooksCard } from "./components/looks-card";
import { ReceiptsCard } from "./components/receipts-card";
import { RegionsCard } from "./components/regions-card";
import css from "./components/release.module.css";
import { Stages } from "./components/stages";
import { startNeeds } from "./levers";
import { useApprovals, useRegions, useRelease } from "./queries";
import { isOver, standing } from "./state";

const words = releasesText.releasePage;

/** The screen one looks at when worried: what is happening, why, and the lever to stop it. */
export function ReleasePage({ project, id }: { project: string; id: string }) {
  const { data: release, error, refetch } = useRelease(project, id);
  const regions = useRegions(project).data?.regions ?? [];
  const approvals = useApprovals(project, release?.environment ?? "");
  if (!release) {
    return (
      <Page>
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what={words.theRelease} />}
      </Page>
    );
  }
  const { text, tone } = standing(release);
  const needs = startNeeds(release, approvals);
  return (
    <Page>
      <PageHead
        title={release.name || words.releaseOf(release.flag)}
        sub={words.sub(
          <Link
            to="/projects/$project/flags/$flag"
            params={{ project, flag: release.flag }}
            search={{ env: release.environment }}
          >
            {release.flag}
          </Link>,
          <Variant name={release.control} />,
          <Variant name={release.treatment} />,
          release.environment,
          <>
            {release.startedAt && words.started(ago(release.startedAt))}
            {release.startedAt && release.startedBy && words.by(release.startedBy)}
            {release.state === "SCHEDULED" &&
              release.startAt &&
              words.begins(day(release.startAt), clock(release.startAt))}
            {needs > 0 && words.startNeeds(needs)}
          </>,
        )}
        actions={<Actions project={project} release={release} />}
      />
      <div className={css.panel}>
        <div className={css.verdict} data-tone={tone}>
          <Chip tone={tone}>{text}</Chip>
          <p role="status" className={css.sentence}>
            {release.sentence}
          </p>
        </div>
        <Stages release={release} />
      </div>
      <Shared release={release} />
      {!isOver(release) && (
        <HealthCard project={project} id={id} troubleOnly={release.startedAt != null} />
      )}
      <div className={css.columns}>
        <RegionsCard release={release} regions={regions} />
        <Stack>
          <ReceiptsCard
            project={project}
            environment={release.environment}
            revision={release.revision ?? undefined}
          />
          <EventLog events={release.events} />
        </Stack>
      </div>
      {release.guards.length > 0 && release.startedAt && (
        <section aria-label={words.guards} className={guards.guards}>
          {release.guards.map((guard) => (
            <GuardTile key={guard.metric} guard={guard} release={release} />
          ))}
        </section>
      )}
      {release.guards.length > 0 && release.startedAt && <LooksCard project={project} id={id} />}
    </Page>
  );
}

/** Two releases that move the same metric in the same place can be blamed for one another. */
function Shared({ release }: { release: Release }) {
  if (!release.interactions?.length) return null;
  return (
    <ul className={css.shared}>
      {release.interactions.map((other) => (
        <li key={other.release}>
          {words.overlap(
            <strong>{other.flag}</strong>,
            listing(other.metrics),
            listing(other.regions),
          )}
        </li>
      ))}
    </ul>
  );
}
