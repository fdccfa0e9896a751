import { useParams } from "@tanstack/react-router";
import { ChangeRequestPage } from "../../features/change-requests/change-request-page";

export function ChangeRequestRoute() {
  const { project, environment, request } = useParams({
    from: "/inside/projects/$project/change-requests/$environment/$request",
  });
  return <ChangeRequestPage project={project} environment={environment} id={request} />;
}
