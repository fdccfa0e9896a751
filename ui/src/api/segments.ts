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
  /** Without the approvals that the environment asks for. */
  overrideApproval?: boolean;
}

/** What goes along with an edit that is not written as one. */
interface Said {
  comment?: string;
  overrideApproval?: boolean;
}

const put = (project: string, environment: string, order: Order, dryRun?: true) =>
  request<SegmentForecast>(
    "PUT",
    one(project, environment, order.key) +
      query({ dryRun, comment: order.comment, overrideApproval: order.overrideApproval }),
    { body: order.edit, ifMatch: order.version === undefined ? undefined : String(order.version) },
  );

export const segments = {
  list: (project: string, environment: string) => all<Segment>(at(project, environment)),
  foretell: (project: string, environment: string, order: Order) =>
    put(project, environment, order, true),
  put: (project: string, environment: string, order: Order) => put(project, environment, order),
  upload: (
    project: string,
    environment: string,
    { key, version }: Segment,
    file: Blob,
    said: Said = {},
  ) =>
    request<Segment>("PUT", `${one(project, environment, key)}/keys${query({ ...said })}`, {
      text: file,
      ifMatch: String(version),
    }),
  remove: (project: string, environment: string, { key, version }: Segment, said: Said = {}) =>
    request<void>("DELETE", one(project, environment, key) + query({ ...said }), {
      ifMatch: String(version),
    }),
};
