import { all, path, request } from "./client";

/** What a role may be made up of; who may do any of it may look. */
export const permissions = [
  "view",
  "edit",
  "release",
  "approve",
  "configure",
  "manage-keys",
  "override",
  "administer",
] as const;

export type Permission = (typeof permissions)[number];

/** What may be given: the house's, and what somebody made up of permissions. */
export interface Role {
  key: string;
  name: string;
  permissions: Permission[];
  /** It came with the house, and stays as it is. */
  builtIn: boolean;
  version: number;
}

export type RoleEdit = Pick<Role, "name" | "permissions">;

const at = (key: string) => path`/roles/${key}`;

export const roles = {
  list: () => all<Role>("/roles"),
  add: (role: RoleEdit & { key: string }) => request<Role>("POST", "/roles", { body: role }),
  edit: (key: string, version: number, edit: RoleEdit) =>
    request<Role>("PUT", at(key), { body: edit, ifMatch: String(version) }),
  remove: (key: string, version: number) =>
    request<void>("DELETE", at(key), { ifMatch: String(version) }),
};
