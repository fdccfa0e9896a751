import { Button } from "@mantine/core";
import { ShieldCheck } from "lucide-react";
import { useDeferredValue } from "react";
import { Card, Page, PageHead } from "../../components/layout";
import { QueryBox } from "../../components/query-box";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { count } from "../../lib/format";
import { AuditRow } from "./audit-row";
import { filterOf } from "./entry";
import { useAudit, useVerify } from "./queries";

const command = (project: string) =>
  `curl ${window.location.origin}/api/v1/projects/${project}/audit \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN"`;

interface Props {
  project: string;
  /** Which entries are asked for, as one types it. */
  text: string;
  onText(text: string): void;
}

/** Who did what, and proof that nobody rewrote it since. */
export function AuditPage({ project, text, onText }: Props) {
  const log = useAudit(project, filterOf(useDeferredValue(text)));
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
      <QueryBox
        label="Find entries"
        placeholder="Find entries: production/checkout-v2, by:ada@example.org, action:flag.changed"
        text={text}
        onText={onText}
      />
      <ErrorNote error={log.error} retry={log.refetch} />
      {log.isPending && <Loading what="the log" />}
      {log.data && entries.length === 0 && text !== "" && (
        <Empty
          title="No entry matches"
          action={
            <Button variant="default" onClick={() => onText("")}>
              Show all entries
            </Button>
          }
        >
          Who and what are exact, the subject is what it begins with: an environment and a flag.
        </Empty>
      )}
      {log.data && entries.length === 0 && text === "" && (
        <Empty title="Nothing has happened yet" command={command(project)}>
          Every change by a person, a token or a release is written here, with what was before and
          after.
        </Empty>
      )}
      {entries.length > 0 && (
        <Card flush label="Entries">
          <ol>
            {entries.map((entry) => (
              <AuditRow key={entry.seq} project={project} entry={entry} />
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
