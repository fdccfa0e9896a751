import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { Page, PageHead } from "../../components/layout";
import { QueryBox } from "../../components/query-box";
import { Empty, ErrorNote, Loading } from "../../components/states";
import { CreateFlag } from "./components/create-flag";
import { FlagTable } from "./components/flag-table";
import { useEnvironments, useFlagList } from "./queries";

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

/** All flags of a project, each with its switch in every environment. */
export function FlagsPage({ project, environment, above, text, onText }: Props) {
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  const wanted = useDeferredValue(text);
  const scoped = environment && /\bstate:/.test(wanted) && !/\benvironment:/.test(wanted);
  const list = useFlagList(project, scoped ? `${wanted} environment:${environment}` : wanted);
  const environments = useEnvironments(project).data ?? [];
  const shown = environment ? environments.filter(({ key }) => key === environment) : environments;
  const flags = list.data?.pages.flatMap((page) => page.items) ?? [];
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      Create a flag
    </Button>
  );
  return (
    <Page>
      <PageHead title="Flags" actions={create} />
      {above}
      <QueryBox
        label="Find flags"
        placeholder="Find flags: words, state:on, tag:checkout, environment:production"
        text={text}
        onText={onText}
      />
      <ErrorNote error={list.error} retry={list.refetch} />
      {list.isPending && <Loading what="the flags" />}
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
          title="No flag matches"
          action={
            <Button variant="default" onClick={() => onText("")}>
              Show all flags
            </Button>
          }
        >
          Nothing in {project} matches “{text}”.
        </Empty>
      )}
      {list.data && flags.length === 0 && text === "" && (
        <Empty title="No flags yet" action={create} command={createCommand(project)}>
          A flag decides which variant of your code a request gets. Make one here, or from a
          terminal:
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
