import { useParams } from "@tanstack/react-router";
import { LivePage } from "../../features/live/live-page";

export function LiveRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/live" });
  return <LivePage project={project} />;
}
