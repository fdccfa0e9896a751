import { useParams, useSearch } from "@tanstack/react-router";
import { SegmentsPage } from "../../features/segments/segments-page";

export function SegmentsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/segments" });
  const { env } = useSearch({ from: "/inside/projects/$project/segments" });
  return <SegmentsPage key={`${project}/${env}`} project={project} environment={env} />;
}
