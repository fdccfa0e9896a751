import { useParams, useSearch } from "@tanstack/react-router";
import { ConnectPage } from "../../features/connect/connect-page";

export function ConnectRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/connect" });
  const { env } = useSearch({ from: "/inside/projects/$project/connect" });
  return <ConnectPage key={`${project}/${env}`} project={project} environment={env} />;
}
