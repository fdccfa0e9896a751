import { useParams } from "@tanstack/react-router";
import { MetricsPage } from "../../features/metrics/metrics-page";

export function MetricsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/metrics" });
  return <MetricsPage project={project} />;
}
