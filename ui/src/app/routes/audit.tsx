import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { AuditPage } from "../../features/audit/audit-page";

export function AuditRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/audit" });
  const { q, of } = useSearch({ from: "/inside/projects/$project/audit" });
  const navigate = useNavigate({ from: "/projects/$project/audit" });
  return (
    <AuditPage
      project={project}
      access={of === "access"}
      onAccess={(access) =>
        navigate({ search: (old) => ({ ...old, of: access ? "access" : undefined, q: undefined }) })
      }
      text={q ?? ""}
      onText={(text) =>
        navigate({ search: (old) => ({ ...old, q: text || undefined }), replace: true })
      }
    />
  );
}
