import { all, path, request } from "./client";
import type { Person } from "./session";

export const roles = ["viewer", "editor", "releaser", "approver", "admin"] as const;

export interface NewPerson {
  email: string;
  name: string;
  role: string;
  password?: string;
}

export interface Token {
  id: string;
  name: string;
  role: string;
  createdAt: string;
  expiresAt?: string | null;
  lastUsedAt?: string | null;
}

export interface NewToken {
  name: string;
  role: string;
  expiresAt?: string;
}

export const people = {
  list: () => all<Person>("/people"),
  add: (person: NewPerson) => request<Person>("POST", "/people", { body: person }),
  link: (email: string) =>
    request<{ url: string; expiresAt: string }>("POST", "/session/links", { body: { email } }),
  tokens: () => all<Token>("/tokens"),
  createToken: (token: NewToken) =>
    request<{ id: string; name: string; token: string }>("POST", "/tokens", { body: token }),
  removeToken: (id: string) => request<void>("DELETE", path`/tokens/${id}`),
};
