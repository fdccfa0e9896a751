import { useParams } from "@tanstack/react-router";
import { AuditPage } from "../../features/audit/audit-page";

export function AuditRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/audit" });
  return <AuditPage project={project} />;
}
