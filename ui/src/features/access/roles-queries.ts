import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { rolesQuery } from "../../api/may";
import { everywhere } from "../../api/people";
import { type Role, type RoleEdit, roles } from "../../api/roles";
import { say } from "../../components/toast";
import { accessText } from "../../text/en/access";

const words = accessText.rolesQueries;

export const useAllRoles = () => useQuery(rolesQuery);

/** The roles that there are: those of the house at once, those that somebody made up when the server has said. */
export function useRoles(): string[] {
  const made = useAllRoles().data ?? [];
  return [...everywhere, ...made.filter(({ builtIn }) => !builtIn).map(({ key }) => key)];
}

/** After a refusal, too, what is there is asked for again: somebody else may have been faster. */
function useRoleMutation<T>(work: (input: T) => Promise<unknown>, said: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => {
      say(said);
      done();
    },
    onSettled: () => client.invalidateQueries({ queryKey: rolesQuery.queryKey }),
  });
}

export const useAddRole = (onDone: () => void) =>
  useRoleMutation((role: RoleEdit & { key: string }) => roles.add(role), words.made, onDone);

export const useEditRole = ({ key, version }: Role, onDone: () => void) =>
  useRoleMutation((edit: RoleEdit) => roles.edit(key, version, edit), words.saved, onDone);

export const useRemoveRole = ({ key, version }: Role, onDone: () => void) =>
  useRoleMutation(() => roles.remove(key, version), words.removed, onDone);
