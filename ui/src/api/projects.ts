import { path, request } from "./client";

export interface Project {
  key: string;
  name: string;
}

export interface Environment {
  key: string;
  name: string;
  epoch: number;
  revision: number;
}

/** Lists come bare or in a page; both are read. */
async function list<T>(at: string): Promise<T[]> {
  const answer = await request<T[] | { items: T[] }>("GET", at);
  return Array.isArray(answer) ? answer : answer.items;
}

export const projects = {
  list: () => list<Project>("/projects"),
  create: (project: Project) => request<Project>("POST", "/projects", { body: project }),
  environments: (project: string) => list<Environment>(path`/projects/${project}/environments`),
  createEnvironment: (project: string, environment: { key: string; name: string }) =>
    request<Environment>("POST", path`/projects/${project}/environments`, { body: environment }),
};
