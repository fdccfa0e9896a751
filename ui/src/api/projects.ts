import { all, path, request } from "./client";

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

export const projects = {
  list: () => all<Project>("/projects"),
  create: (project: Project) => request<Project>("POST", "/projects", { body: project }),
  environments: (project: string) => all<Environment>(path`/projects/${project}/environments`),
  createEnvironment: (project: string, environment: { key: string; name: string }) =>
    request<Environment>("POST", path`/projects/${project}/environments`, { body: environment }),
};
