import { Button, NativeSelect } from "@mantine/core";
import { ShieldCheck } from "lucide-react";
import { useDeferredValue } from "react";
import { Card, Page, PageHead } from "../../components/layout";
import { Older } from "../../components/older";
import { QueryBox } from "../../components/query-box";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { auditText } from "../../text/en/audit";
import { count } from "../../text/format";
import { AuditRow } from "./audit-row";
import { filterOf } from "./entry";
import { useAudit, useVerify } from "./queries";

const words = auditText.auditPage;

const command = (path: string) =>
  `curl ${window.location.origin}/api/v1/${path} \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN"`;

interface Props {
  project: string;
  /** Whether it is of who came in and what they may do, instead of the project's. */
  access: boolean;
  onAccess(access: boolean): void;
  /** Which entries are asked for, as one types it. */
  text: string;
  onText(text: string): void;
}

/** Who did what, and proof that nobody rewrote it since. */
export function AuditPage({ project, access, onAccess, text, onText }: Props) {
  const of = access ? undefined : project;
  const log = useAudit(of, filterOf(useDeferredValue(text)));
  const verify = useVerify(of);
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const proof = verify.data;
  return (
    <Page>
      <PageHead
        title={words.audit}
        sub={
          proof &&
          (proof.ok
            ? words.chainWhole(count(proof.rows), proof.head.slice(0, 12))
            : words.chainBroken(proof.brokenAt))
        }
        actions={
          <>
            <NativeSelect
              aria-label={words.ofWhat}
              data={[
                { value: "project", label: project },
                { value: "access", label: words.signInsPeopleAndTokens },
              ]}
              value={access ? "access" : "project"}
              onChange={(event) => onAccess(event.target.value === "access")}
            />
            <Button
              variant="default"
              leftSection={<ShieldCheck size={16} aria-hidden />}
              loading={verify.isPending}
              onClick={() => verify.mutate()}
            >
              {words.verifyTheChain}
            </Button>
          </>
        }
      />
      <QueryBox
        label={words.findEntries}
        placeholder={words.findHint}
        text={text}
        onText={onText}
      />
      <ErrorNote error={log.error} retry={log.refetch} />
      {log.isPending && <Loading what={words.theLog} />}
      {log.data && entries.length === 0 && text !== "" && (
        <Empty
          title={words.noEntryMatches}
          action={
            <Button variant="default" onClick={() => onText("")}>
              {words.showAllEntries}
            </Button>
          }
        >
          {words.howToFind}
        </Empty>
      )}
      {log.data && entries.length === 0 && text === "" && (
        <Empty
          title={words.nothingHasHappenedYet}
          command={command(access ? "audit" : `projects/${project}/audit`)}
        >
          {words.whatIsWritten}
        </Empty>
      )}
      {entries.length > 0 && (
        <Card flush label={words.entries}>
          <ol>
            {entries.map((entry) => (
              <AuditRow key={entry.seq} project={project} entry={entry} />
            ))}
          </ol>
        </Card>
      )}
      <Older {...log} />
    </Page>
  );
}
