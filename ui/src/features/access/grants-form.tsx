import { Button, NativeSelect } from "@mantine/core";
import { Plus } from "lucide-react";
import type { Grant } from "../../api/people";
import { Row, Stack } from "../../components/layout";
import { accessText } from "../../text/en/access";
import { useEnvironments, useProjects } from "./people-queries";
import { useRoles } from "./roles-queries";

const words = accessText.grantsForm;

interface Props {
  grants: Grant[];
  onChange(grants: Grant[]): void;
  /** Where all of them are of one project. */
  project?: string;
}

/** What somebody may do besides: a role in a project or in one environment of it. */
export function GrantsForm({ grants, onChange, project }: Props) {
  const projects = useProjects().data ?? [];
  const set = (at: number, grant: Grant) =>
    onChange(grants.map((one, i) => (i === at ? grant : one)));
  return (
    <Stack>
      {grants.map((grant, i) => (
        <GrantRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a grant has no identity but its place
          key={i}
          number={i + 1}
          grant={grant}
          projects={project ? undefined : projects.map(({ key }) => key)}
          onChange={(to) => set(i, to)}
          onRemove={() => onChange(grants.filter((_, at) => at !== i))}
        />
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() =>
            onChange([...grants, { project: project ?? projects[0]?.key ?? "", role: "editor" }])
          }
        >
          {words.addARole}
        </Button>
      </div>
    </Stack>
  );
}

interface RowProps {
  number: number;
  grant: Grant;
  /** To choose from; nothing where the project is given. */
  projects?: string[];
  onChange(grant: Grant): void;
  onRemove(): void;
}

function GrantRow({ number, grant, projects, onChange, onRemove }: RowProps) {
  const environments = useEnvironments(grant.project).data ?? [];
  const { project, environment, role } = grant;
  // A member may do nothing in a project.
  const roles = useRoles().filter((key) => key !== "member");
  return (
    <Row>
      <NativeSelect
        aria-label={words.role(number)}
        data={roles}
        value={role}
        onChange={(event) => onChange({ ...grant, role: event.target.value })}
      />
      {words.in}
      {projects && (
        <NativeSelect
          aria-label={words.project(number)}
          data={projects}
          value={project}
          onChange={(event) => onChange({ project: event.target.value, role })}
        />
      )}
      <NativeSelect
        aria-label={words.environment(number)}
        data={[
          { value: "", label: words.allOfTheProject },
          ...environments.map(({ key }) => ({ value: key, label: key })),
        ]}
        value={environment ?? ""}
        onChange={(event) => onChange({ ...grant, environment: event.target.value || undefined })}
      />
      <Button
        size="compact-sm"
        variant="default"
        aria-label={words.takeRoleAway(number)}
        onClick={onRemove}
      >
        {words.takeAway}
      </Button>
    </Row>
  );
}
