import { useParams, useSearch } from "@tanstack/react-router";
import { ReleasesPage } from "../../features/releases/releases-page";

export function ReleasesRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/releases" });
  const { env } = useSearch({ from: "/inside/projects/$project/releases" });
  return <ReleasesPage project={project} environment={env} />;
}
