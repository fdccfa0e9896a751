import type { Condition } from "../lib/targeting";
import { all, path, query, request } from "./client";

/** An audience that flags can name. */
export interface Segment {
  key: string;
  name?: string | null;
  version: number;
  included?: string[];
  excluded?: string[];
  when?: Condition | null;
  /** Keys that were uploaded as a file, if any. */
  large?: { version: number; count: number } | null;
}

export interface SegmentEdit {
  name?: string;
  included: string[];
  excluded: string[];
  when: Condition | null;
}

/** What an edit would come to. */
export interface SegmentForecast extends Segment {
  differences?: { sentence: string }[];
  usedBy?: string[];
  blastRadius?: { sentence: string } | null;
}

const at = (project: string, environment: string) =>
  path`/projects/${project}/environments/${environment}/segments`;
const one = (project: string, environment: string, key: string) =>
  at(project, environment) + path`/${key}`;

interface Order {
  key: string;
  edit: SegmentEdit;
  /** What it was made from; nothing for a segment that is new. */
  version?: number;
  comment?: string;
}

const put = (project: string, environment: string, order: Order, dryRun?: true) =>
  request<SegmentForecast>(
    "PUT",
    one(project, environment, order.key) + query({ dryRun, comment: order.comment }),
    { body: order.edit, ifMatch: order.version === undefined ? undefined : String(order.version) },
  );

export const segments = {
  list: (project: string, environment: string) => all<Segment>(at(project, environment)),
  foretell: (project: string, environment: string, order: Order) =>
    put(project, environment, order, true),
  put: (project: string, environment: string, order: Order) => put(project, environment, order),
  upload: (project: string, environment: string, { key, version }: Segment, file: Blob) =>
    request<Segment>("PUT", `${one(project, environment, key)}/keys`, {
      text: file,
      ifMatch: String(version),
    }),
  remove: (project: string, environment: string, { key, version }: Segment) =>
    request<void>("DELETE", one(project, environment, key), { ifMatch: String(version) }),
};
