import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { AuditPage } from "../../features/audit/audit-page";

export function AuditRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/audit" });
  const { q } = useSearch({ from: "/inside/projects/$project/audit" });
  const navigate = useNavigate({ from: "/projects/$project/audit" });
  return (
    <AuditPage
      project={project}
      text={q ?? ""}
      onText={(text) =>
        navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true })
      }
    />
  );
}
