import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import type { Environment } from "../../api/projects";
import { Page, PageHead } from "../../components/layout";
import { QueryBox } from "../../components/query-box";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { flagsText } from "../../text/en/flags";
import { CreateFlag } from "./components/create-flag";
import { FlagTable } from "./components/flag-table";
import { useEnvironments, useFlagList } from "./queries";

const words = flagsText.flagsPage;

interface Props {
  project: string;
  environment?: string;
  /** What comes before the list: another feature's, so the application hands it in. */
  above?: ReactNode;
  text: string;
  onText(text: string): void;
}

const createCommand = (project: string) =>
  `curl -X POST ${window.location.origin}/api/v1/projects/${project}/flags \\
  -H "Authorization: Bearer $FIRSTLIGHT_TOKEN" -H "Content-Type: application/json" \\
  -d '{"key":"my-flag","type":"boolean","variants":{"on":true,"off":false}}'`;

const none: Environment[] = [];

/** All flags of a project, each with its switch in every environment. */
export function FlagsPage({ project, environment, above, text, onText }: Props) {
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  const wanted = useDeferredValue(text);
  const scoped = environment && /\bstate:/.test(wanted) && !/\benvironment:/.test(wanted);
  const list = useFlagList(project, scoped ? `${wanted} environment:${environment}` : wanted);
  const environments = useEnvironments(project).data ?? none;
  const shown = useMemo(
    () => (environment ? environments.filter(({ key }) => key === environment) : environments),
    [environment, environments],
  );
  const pages = list.data?.pages;
  const flags = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {words.createAFlag}
    </Button>
  );
  return (
    <Page>
      <PageHead title={words.flags} actions={create} />
      {above}
      <QueryBox label={words.findFlags} placeholder={words.findHint} text={text} onText={onText} />
      <ErrorNote error={list.error} retry={list.refetch} />
      {list.isPending && <Loading what={words.theFlags} />}
      {list.data && flags.length > 0 && (
        <FlagTable
          project={project}
          environments={shown}
          flags={flags}
          hasMore={list.hasNextPage}
          onMore={() => !list.isFetchingNextPage && list.fetchNextPage()}
        />
      )}
      {list.data && flags.length === 0 && text !== "" && (
        <Empty
          title={words.noFlagMatches}
          action={
            <Button variant="default" onClick={() => onText("")}>
              {words.showAllFlags}
            </Button>
          }
        >
          {words.nothingMatches(project, text)}
        </Empty>
      )}
      {list.data && flags.length === 0 && text === "" && (
        <Empty title={words.noFlagsYet} action={create} command={createCommand(project)}>
          {words.whatFlagsAre}
        </Empty>
      )}
      <CreateFlag
        project={project}
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(flag) =>
          navigate({ to: "/projects/$project/flags/$flag", params: { project, flag } })
        }
      />
    </Page>
  );
}
