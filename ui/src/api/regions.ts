import { path, request } from "./client";

export interface Region {
  key: string;
  name: string;
  countries: string[];
  latitude?: number | null;
  longitude?: number | null;
}

export interface RegionGroup {
  key: string;
  regions: string[];
}

export interface Regions {
  regions: Region[];
  groups: RegionGroup[];
}

export const regions = {
  get: (project: string) => request<Regions>("GET", path`/projects/${project}/regions`),
  put: (project: string, { key, ...region }: Region) =>
    request<Region>("PUT", path`/projects/${project}/regions/${key}`, { body: region }),
  putGroup: (project: string, { key, regions: members }: RegionGroup) =>
    request<RegionGroup>("PUT", path`/projects/${project}/region-groups/${key}`, {
      body: { regions: members },
    }),
  removeGroup: (project: string, key: string) =>
    request<void>("DELETE", path`/projects/${project}/region-groups/${key}`),
  remove: (project: string, key: string) =>
    request<void>("DELETE", path`/projects/${project}/regions/${key}`),
};
