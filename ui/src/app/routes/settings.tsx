import { useParams, useSearch } from "@tanstack/react-router";
import { SettingsPage } from "../../features/environments/settings-page";

export function SettingsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/settings" });
  const { env } = useSearch({ from: "/inside/projects/$project/settings" });
  return <SettingsPage project={project} environment={env} />;
}
