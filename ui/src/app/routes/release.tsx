import { useParams } from "@tanstack/react-router";
import { ReleasePage } from "../../features/releases/release-page";

export function ReleaseRoute() {
  const { project, release } = useParams({ from: "/inside/projects/$project/releases/$release" });
  return <ReleasePage project={project} id={release} />;
}
