import { Button, TextInput } from "@mantine/core";
import { Card, Page, PageHead } from "../../components/layout";
import css from "../../components/table.module.css";
import { environmentsText } from "../../text/en/environments";
import { EnvironmentsCard } from "./environments-card";
import { FreezesCard } from "./freezes-card";
import { GroupsCard } from "./groups-card";
import { useEnvironments, useProject, useRename } from "./queries";
import { RegionsCard } from "./regions-card";

const words = environmentsText.settingsPage;

interface Props {
  project: string;
  environment?: string;
}

/** The places of a project: environments, and when they must not be edited; regions and their groups. */
export function SettingsPage({ project, environment }: Props) {
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  return (
    <Page>
      <PageHead title={words.settings} sub={words.sub(project)} />
      <EnvironmentsCard project={project} />
      <FreezesCard project={project} environment={at} />
      <RegionsCard project={project} />
      <GroupsCard project={project} />
      <ProjectCard project={project} />
    </Page>
  );
}

function ProjectCard({ project }: { project: string }) {
  const known = useProject(project);
  const rename = useRename(project);
  if (!known) return null;
  return (
    <Card title={words.project} label={words.project}>
      <form
        key={known.name}
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(String(new FormData(event.currentTarget).get("name") ?? "").trim());
        }}
      >
        <TextInput
          name="name"
          label={words.nameOfTheProject}
          defaultValue={known.name}
          maxLength={200}
          required
        />
        <Button type="submit" variant="default" loading={rename.isPending}>
          {words.rename}
        </Button>
      </form>
    </Card>
  );
}
