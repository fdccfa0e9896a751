import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FlagsPage } from "../../features/flags/flags-page";

/** The list of flags; its query is the address's. */
export function FlagsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/flags" });
  const { q = "", env } = useSearch({ from: "/inside/projects/$project/flags" });
  const navigate = useNavigate();
  return (
    <FlagsPage
      project={project}
      environment={env}
      text={q}
      onText={(text) =>
        navigate({ to: ".", search: (old) => ({ ...old, q: text || undefined }), replace: true })
      }
    />
  );
}
