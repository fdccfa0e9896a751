import { useParams } from "@tanstack/react-router";
import { WebhooksPage } from "../../features/webhooks/webhooks-page";

export function WebhooksRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/webhooks" });
  return <WebhooksPage key={project} project={project} />;
}
