import { request } from "./client";

export interface Person {
  email: string;
  name: string;
  role: string;
}

export interface Setup {
  token: string;
  email: string;
  name: string;
  password: string;
}

export const session = {
  get: () => request<Person>("GET", "/session"),
  signIn: (email: string, password: string) =>
    request<Person>("POST", "/session", { body: { email, password } }),
  signInByLink: (link: string) => request<Person>("POST", "/session", { body: { link } }),
  signOut: () => request<void>("DELETE", "/session"),
  setUp: (setup: Setup) => request<Person>("POST", "/setup", { body: setup }),
};
