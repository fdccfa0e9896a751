import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { WebhookPage } from "../../features/webhooks/webhook-page";

export function WebhookRoute() {
  const from = "/inside/projects/$project/webhooks/$webhook";
  const { project, webhook } = useParams({ from });
  const { show, delivery } = useSearch({ from });
  const navigate = useNavigate({ from: "/projects/$project/webhooks/$webhook" });
  return (
    <WebhookPage
      key={webhook}
      project={project}
      id={webhook}
      show={show}
      onShow={(to) =>
        navigate({
          search: (old) => ({ ...old, show: to, delivery: undefined }),
          replace: true,
          resetScroll: false,
        })
      }
      opened={delivery === undefined ? undefined : Number(delivery)}
      onRemoved={() => navigate({ to: "/projects/$project/webhooks", params: { project } })}
    />
  );
}
