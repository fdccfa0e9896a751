import { queryOptions, useQuery } from "@tanstack/react-query";
import { type Permission, type Role, roles } from "./roles";
import type { Person } from "./session";
import { sessionQuery } from "./shared-queries";

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  queryFn: roles.list,
  staleTime: 60_000,
});

/**
 * Whether somebody may do something in all of a project. What a team gives is told to administrators alone: who is of one
 * may try, and hears it from the server where they may not.
 */
export function may(person: Person, made: Role[], project: string, wanted: Permission): boolean {
  if (person.teams?.length) return true;
  const here = (person.grants ?? []).filter((one) => one.project === project && !one.environment);
  const held = [person.role, ...here.map(({ role }) => role)];
  return made.some(({ key, permissions }) => held.includes(key) && permissions.includes(wanted));
}

/** The same of who is signed in. An admin may do anything, and waits for no answer. */
export function useMay(project: string, wanted: Permission): boolean {
  const person = useQuery(sessionQuery).data;
  const admin = person?.role === "admin";
  const made = useQuery({ ...rolesQuery, enabled: person !== undefined && !admin }).data ?? [];
  return admin || (person !== undefined && may(person, made, project, wanted));
}
