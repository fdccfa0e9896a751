import { Link } from "@tanstack/react-router";
import { Chip, Variant } from "../../components/chip";
import { Page, PageHead, Stack } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { ago } from "../../lib/format";
import { Actions } from "./components/actions";
import { EventLog } from "./components/event-log";
import { GuardTile } from "./components/guard-tile";
import { ReceiptsCard } from "./components/receipts-card";
import { RegionsCard } from "./components/regions-card";
import css from "./components/release.module.css";
import { Stages } from "./components/stages";
import { useRegions, useRelease } from "./queries";
import { standing } from "./state";

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
      <div className={css.columns}>
        <RegionsCard release={release} regions={regions} />
        <Stack>
          <ReceiptsCard project={project} environment={release.environment} />
          <EventLog events={release.events} />
        </Stack>
      </div>
      {release.guards.length > 0 && (
        <section aria-label="Guards" className={css.guards}>
          {release.guards.map((guard) => (
            <GuardTile key={guard.metric} guard={guard} release={release} />
          ))}
        </section>
      )}
    </Page>
  );
}
