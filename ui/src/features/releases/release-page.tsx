import { Link } from "@tanstack/react-router";
import type { Release } from "../../api/releases";
import { Chip, Variant } from "../../components/chip";
import { Page, PageHead, Stack } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { ago, clock, day, listing } from "../../lib/format";
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
import { useRegions, useRelease } from "./queries";
import { isOver, standing } from "./state";

/** The screen one looks at when worried: what is happening, why, and the lever to stop it. */
export function ReleasePage({ project, id }: { project: string; id: string }) {
  const { data: release, error, refetch } = useRelease(project, id);
  const regions = useRegions(project).data?.regions ?? [];
  if (!release) {
    return (
      <Page>
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what="the release" />}
      </Page>
    );
  }
  const { text, tone } = standing(release);
  return (
    <Page>
      <PageHead
        title={release.name || `Release of ${release.flag}`}
        sub={
          <>
            <Link
              to="/projects/$project/flags/$flag"
              params={{ project, flag: release.flag }}
              search={{ env: release.environment }}
            >
              {release.flag}
            </Link>{" "}
            from <Variant name={release.control} /> to <Variant name={release.treatment} /> in{" "}
            {release.environment}
            {release.startedAt && (
              <>
                , started {ago(release.startedAt)}
                {release.startedBy && ` by ${release.startedBy}`}
              </>
            )}
            {release.state === "SCHEDULED" &&
              release.startAt &&
              `, begins ${day(release.startAt)} ${clock(release.startAt)}`}
          </>
        }
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
        <section aria-label="Guards" className={guards.guards}>
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
          The release of <strong>{other.flag}</strong> moves {listing(other.metrics)} in{" "}
          {listing(other.regions)}, too; what one does may be blamed on the other.
        </li>
      ))}
    </ul>
  );
}
