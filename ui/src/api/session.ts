import { BASE, path, query, request } from "./client";

/** A role in a project, or in one environment of it. */
export interface Grant {
  project: string;
  environment?: string | null;
  role: string;
}

export interface Person {
  id?: string;
  email: string;
  name: string;
  /** Everywhere. */
  role: string;
  grants?: Grant[];
  /** Keys of teams, whose roles and grants come on top. */
  teams?: string[];
  /** Whether a code is shown besides the password. */
  secondFactor?: boolean;
  /** Of oneself: a second factor has to be set up before anything else. */
  secondFactorWanted?: boolean;
  lastSignInAt?: string | null;
}

export interface Setup {
  token: string;
  email: string;
  name: string;
  password: string;
}

/** Where somebody is signed in. */
export interface OpenSession {
  id: string;
  address: string;
  agent: string;
  createdAt: string;
  lastSeenAt: string;
  /** The one that asks. */
  here: boolean;
}

/** Shows again who one is: one of the two. */
export type Proof = { password: string } | { code: string };

export interface NewPassword {
  current?: string;
  next: string;
}

/** Which ways in there are. */
export interface WaysIn {
  password: "everybody" | "admins";
  /** The company's identity provider; absent where there is none. */
  oidc?: { name: string };
}

/** Where a browser goes to sign in by the identity provider, and come back to a page of the console. */
export const providerHref = (page: string) =>
  `${BASE}/session/oidc${page === "/" ? "" : query({ returnTo: page })}`;

export const session = {
  ways: () => request<WaysIn>("GET", "/session/ways"),
  get: () => request<Person>("GET", "/session"),
  signIn: (by: { email: string; password: string; code?: string }) =>
    request<Person>("POST", "/session", { body: by }),
  signInByLink: (by: { link: string; code?: string }) =>
    request<Person>("POST", "/session", { body: by }),
  signOut: () => request<void>("DELETE", "/session"),
  setUp: (setup: Setup) => request<Person>("POST", "/setup", { body: setup }),
  all: async () => (await request<{ sessions: OpenSession[] }>("GET", "/sessions")).sessions,
  end: (id: string) => request<void>("DELETE", path`/sessions/${id}`),
  confirm: (by: Proof) => request<void>("POST", "/sessions/confirm", { body: by }),
  changePassword: (to: NewPassword) => request<void>("PUT", "/sessions/password", { body: to }),
};
