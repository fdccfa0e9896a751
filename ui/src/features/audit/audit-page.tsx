import { Button } from "@mantine/core";
import { ShieldCheck } from "lucide-react";
import { Card, Page, PageHead } from "../../components/layout";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { count } from "../../lib/format";
import { AuditRow } from "./audit-row";
import { useAudit, useVerify } from "./queries";

const command = (project: string) =>
  `curl ${window.location.origin}/api/v1/projects/${project}/audit \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN"`;

/** Who did what, and proof that nobody rewrote it since. */
export function AuditPage({ project }: { project: string }) {
  const log = useAudit(project);
  const verify = useVerify(project);
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const proof = verify.data;
  return (
    <Page>
      <PageHead
        title="Audit"
        sub={
          proof &&
          (proof.ok
            ? `All ${count(proof.rows)} entries are as they were written; the chain ends in ${proof.head.slice(0, 12)}.`
            : `The chain is broken at entry ${proof.brokenAt}: someone changed the log.`)
        }
        actions={
          <Button
            variant="default"
            leftSection={<ShieldCheck size={16} aria-hidden />}
            loading={verify.isPending}
            onClick={() => verify.mutate()}
          >
            Verify the chain
          </Button>
        }
      />
      <ErrorNote error={log.error} retry={log.refetch} />
      {log.isPending && <Loading what="the log" />}
      {log.data && entries.length === 0 && (
        <Empty title="Nothing has happened yet" command={command(project)}>
          Every change by a person, a token or a release is written here, with what was before and
          after.
        </Empty>
      )}
      {entries.length > 0 && (
        <Card flush label="Entries">
          <ol>
            {entries.map((entry) => (
              <AuditRow key={entry.seq} entry={entry} />
            ))}
          </ol>
        </Card>
      )}
      {log.hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={log.isFetchingNextPage}
            onClick={() => log.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </Page>
  );
}
