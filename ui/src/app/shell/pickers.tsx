import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { environmentsQuery, projectsQuery } from "../../api/shared-queries";
import { appText } from "../../text/en/app";
import css from "./shell.module.css";

const words = appText.pickers;

/** Where one is: project and environment, both in the address. */
export function Pickers({ project }: { project: string }) {
  const projects = useQuery(projectsQuery).data ?? [];
  const environments = useQuery(environmentsQuery(project)).data ?? [];
  const { env } = useSearch({ from: "/inside/projects/$project" });
  const navigate = useNavigate();
  const toProject = (key: string) =>
    key === ""
      ? navigate({ to: "/projects/new" })
      : navigate({
          to: "/projects/$project/flags",
          params: { project: key },
          search: { env: undefined },
        });
  return (
    <div className={css.pickers}>
      <label>
        <span>{words.project}</span>
        <select value={project} onChange={(event) => toProject(event.target.value)}>
          {projects.map(({ key, name }) => (
            <option key={key} value={key}>
              {name || key}
            </option>
          ))}
          <option value="">{words.newProject}</option>
        </select>
      </label>
      <label>
        <span>{words.environment}</span>
        <select
          value={env ?? ""}
          onChange={(event) =>
            navigate({
              to: ".",
              search: (old) => ({ ...old, env: event.target.value || undefined }),
            })
          }
        >
          <option value="">{words.allEnvironments}</option>
          {environments.map(({ key, name }) => (
            <option key={key} value={key}>
              {name || key}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
