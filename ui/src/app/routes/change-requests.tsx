import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ChangeRequestsPage } from "../../features/change-requests/change-requests-page";

export function ChangeRequestsRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/change-requests" });
  const { env, show } = useSearch({ from: "/inside/projects/$project/change-requests" });
  const navigate = useNavigate({ from: "/projects/$project/change-requests" });
  return (
    <ChangeRequestsPage
      project={project}
      environment={env}
      show={show ?? "waiting"}
      onShow={(to) =>
        navigate({
          search: (old) => ({ ...old, show: to === "waiting" ? undefined : to }),
          replace: true,
        })
      }
    />
  );
}
