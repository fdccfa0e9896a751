import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Metric, Release } from "../../api/releases";
import { Dialog } from "../../components/dialog";
import { Card, Page, PageHead } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { metricsText } from "../../text/en/metrics";
import { count } from "../../text/format";
import { MetricForm } from "./metric-form";
import { useMetrics, useReleases } from "./queries";
import { sources } from "./sources";

const words = metricsText.metricsPage;

const command = (project: string) =>
  `curl -X PUT ${window.location.origin}/api/v1/projects/${project}/metrics/checkout.failed \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"name":"Checkout failed","kind":"binary","worse":"higher"}'`;

/** What releases are judged by: what each metric means, where it comes from, and who relies on it. */
export function MetricsPage({ project }: { project: string }) {
  const { data, error, isPending, refetch } = useMetrics(project);
  const releases = useReleases(project).data ?? [];
  const [edited, setEdited] = useState<Metric | "new">();
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {words.defineAMetric}
    </Button>
  );
  return (
    <Page>
      <PageHead title={words.metrics} sub={words.whatReleasesAreJudgedBy} actions={create} />
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theMetrics} />}
      {data?.length === 0 && (
        <Empty title={words.noMetricsYet} action={create} command={command(project)}>
          {words.whatMetricsAre}
        </Empty>
      )}
      {data && data.length > 0 && (
        <Card label={words.metrics}>
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  {[
                    words.metric,
                    words.whatCounts,
                    words.worseWhen,
                    words.whatReportsIt,
                    words.guards,
                  ].map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                  <th scope="col">
                    <span className="visually-hidden">{words.edit}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((metric) => (
                  <tr key={metric.key}>
                    <th scope="row">
                      {metric.key}
                      {metric.name !== metric.key && <span className="quiet"> {metric.name}</span>}
                    </th>
                    <td>{sources[metric.kind]?.counts ?? metric.kind}</td>
                    <td>{metric.worse}</td>
                    <td>{sources[metric.kind]?.from(metric.key)}</td>
                    <td>
                      <Guarding project={project} metric={metric.key} releases={releases} />
                    </td>
                    <td>
                      <Button
                        size="compact-xs"
                        variant="default"
                        aria-label={words.editOne(metric.key)}
                        onClick={() => setEdited(metric)}
                      >
                        {words.edit}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
      <Dialog
        title={edited === "new" ? words.defineAMetric : words.metricOne(edited?.key)}
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
      >
        {edited && (
          <MetricForm
            project={project}
            metric={edited === "new" ? undefined : edited}
            onDone={() => setEdited(undefined)}
          />
        )}
      </Dialog>
    </Page>
  );
}

interface GuardingProps {
  project: string;
  metric: string;
  releases: Release[];
}

const MOST = 3;

/** The releases that the metric guards, the latest first, and what arrived of it there. */
function Guarding({ project, metric, releases }: GuardingProps) {
  const guarded = releases.filter(({ plan }) => plan.guards.some((one) => one.metric === metric));
  if (guarded.length === 0) return words.noneYet;
  return (
    <>
      {guarded.slice(0, MOST).map((release, i) => {
        const units = release.guards?.find((one) => one.metric === metric)?.treatment.units;
        return (
          <span key={release.id}>
            {i > 0 && ", "}
            <Link
              to="/projects/$project/releases/$release"
              params={{ project, release: release.id }}
            >
              {release.name || release.flag}
            </Link>
            {units !== undefined && words.unitsCount(count(units))}
          </span>
        );
      })}
      {guarded.length > MOST && words.andMore(guarded.length - MOST)}
    </>
  );
}
