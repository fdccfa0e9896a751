import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Segment } from "../../api/segments";
import { Dialog } from "../../components/dialog";
import { Card, Page, PageHead } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import css from "../../components/table.module.css";
import { segmentsText } from "../../text/en/segments";
import { useEnvironments, useSegments } from "./queries";
import { SegmentForm } from "./segment-form";
import { SegmentRow } from "./segment-row";

const words = segmentsText.segmentsPage;

interface Props {
  project: string;
  environment?: string;
}

const command = (project: string, environment: string) =>
  `curl -X PUT ${window.location.origin}/api/v1/projects/${project}/environments/${environment}/segments/beta \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"name":"Beta testers","included":["alice"]}'`;

/** Audiences that have a name, so that many flags can mean the same people. */
export function SegmentsPage({ project, environment }: Props) {
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  const { data, error, isPending, refetch } = useSegments(project, at);
  const [edited, setEdited] = useState<Segment | "new">();
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setEdited("new")}>
      {words.createASegment}
    </Button>
  );
  return (
    <Page>
      <PageHead title={words.segments} sub={words.inEnvironment(at)} actions={create} />
      <ErrorNote error={error} retry={refetch} />
      {isPending && <Loading what={words.theSegments} />}
      {data?.length === 0 && (
        <Empty title={words.noSegmentsYet} action={create} command={command(project, at)}>
          {words.whatSegmentsAre}
        </Empty>
      )}
      {data && data.length > 0 && (
        <Card label={words.segments}>
          <div className={css.scroll}>
            <table className={css.table}>
              <thead>
                <tr>
                  <th scope="col">{words.key}</th>
                  <th scope="col">{words.whoIsInIt}</th>
                  <th scope="col">{words.keysFromAFile}</th>
                  <th scope="col">
                    <span className="visually-hidden">{words.editAndRemove}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((segment) => (
                  <SegmentRow
                    key={segment.key}
                    project={project}
                    environment={at}
                    segment={segment}
                    onEdit={() => setEdited(segment)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </Card>
      )}
      <Dialog
        title={edited === "new" ? words.createASegment : words.segmentIn(edited?.key, at)}
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
      >
        {edited && (
          <SegmentForm
            project={project}
            environment={at}
            segment={edited === "new" ? undefined : edited}
            onDone={() => setEdited(undefined)}
          />
        )}
      </Dialog>
    </Page>
  );
}
