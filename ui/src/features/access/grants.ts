import type { Grant } from "../../api/people";
import { accessText } from "../../text/en/access";

const words = accessText.grants;

/** "editor; in shop releaser, in shop/production approver": what somebody may do, in words. */
export function rightsText(role: string, grants: Grant[] = []): string {
  const some = grants.map((one) =>
    words.roleInPlace(
      one.role,
      one.environment ? `${one.project}/${one.environment}` : one.project,
    ),
  );
  return [role, ...some].join("; ");
}

/** What they may do in one project, without its name. */
export function rightsHere(grants: Grant[] = []): string {
  if (grants.length === 0) return "–";
  return grants
    .map(({ role, environment }) =>
      environment ? words.roleInEnvironment(role, environment) : role,
    )
    .join("; ");
}
