import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FirstRun } from "../../features/connect/first-run";
import { FlagsPage } from "../../features/flags/flags-page";

/** The list of flags, and what is left to do on a new project; the list's query is the address's. */
export function FlagsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/flags" });
  const { q = "", env } = useSearch({ from: "/inside/projects/$project/flags" });
  const navigate = useNavigate();
  return (
    <FlagsPage
      project={project}
      environment={env}
      above={<FirstRun project={project} environment={env} />}
      text={q}
      onText={(text) =>
        navigate({ to: ".", search: (old) => ({ ...old, q: text || undefined }), replace: true })
      }
    />
  );
}
