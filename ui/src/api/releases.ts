import { all, path, request } from "./client";

export interface Stage {
  name: string;
  regions: string[] | "all";
  percent: number;
  warmUp?: string;
  bake: string;
  minUnits?: number;
  /** Percent of instances that must confirm; null where that is waived. */
  receipts?: number | null;
  onUndecided?: "hold" | "ask" | "advance" | "rollback";
  maxWait?: string;
}

export interface Plan {
  stages: Stage[];
  guards: { metric: string; margin: number; role?: "hard" | "signal" }[];
  holdback?: number;
  /** The template or kept plan that it came from. */
  origin?: string;
}

export interface Arm {
  units: number;
  events: number;
  rate: number;
}

/** An estimate with its interval; null where the data bound it on no side or not at all. */
export interface Band {
  estimate: number | null;
  low: number | null;
  high: number | null;
}

export interface Sample extends Band {
  at: string;
  evidence: number;
}

export type Verdict = "PASS" | "FAIL" | "UNDECIDED" | "NO_DATA" | "HOLD";

export interface Guard {
  metric: string;
  name?: string | null;
  /** Of a mean the arms' rates are means; what was told by another system has none. */
  kind: "binary" | "mean" | "latency" | "told";
  role: "HARD" | "SIGNAL";
  verdict: Verdict;
  evidence: number;
  holdAt: number;
  rollbackAt: number;
  passEvidence: number;
  treatment: Arm;
  control: Arm;
  difference?: (Band & { confidence?: number }) | null;
  ratio?: Band | null;
  limit?: number | null;
  sentence: string;
  byRegion: {
    region: string;
    stage: number;
    share: number;
    treatment: Arm;
    control: Arm;
    evidence: number;
  }[];
  history: Sample[];
}

export type RegionStatus = "untouched" | "treated" | "rolledBack" | "completed";

export interface ReleaseRegion {
  region: string;
  percent: number;
  stage: number | null;
  status: RegionStatus;
}

export interface ReleaseEvent {
  at: string;
  kind: string;
  decision?: string | null;
  stage?: number | null;
  sentence: string;
  actor?: string | null;
}

export type ReleaseState =
  | "DRAFT"
  | "SCHEDULED"
  | "RUNNING"
  | "PAUSED"
  | "COMPLETED"
  | "ROLLED_BACK"
  | "ABORTED";

export interface Release {
  id: string;
  name?: string | null;
  environment: string;
  flag: string;
  treatment: string;
  control: string;
  state: ReleaseState;
  step?: string | null;
  stage: number;
  version: number;
  plan: Plan;
  revision: number;
  sentence: string;
  createdAt: string;
  startedAt?: string | null;
  endedAt?: string | null;
  acknowledgedAt?: string | null;
  startedBy?: string | null;
  regions: ReleaseRegion[];
  guards: Guard[];
  receipts?: { revision: number; connected: number; applied: number } | null;
  /** Who agreed that the present stage may be left. */
  approvals?: { person: string; at: string }[];
  events: ReleaseEvent[];
}

export interface NewRelease {
  environment: string;
  flag: string;
  treatment: string;
  name?: string;
  plan: Plan;
  start: boolean;
}

export type Act =
  | "start"
  | "pause"
  | "resume"
  | "approve"
  | "promote"
  | "rollback"
  | "abort"
  | "acknowledge";

export interface Metric {
  key: string;
  name: string;
  kind: string;
  worse: string;
}

export const releases = {
  list: (project: string, filter: { environment?: string; state?: string; flag?: string }) =>
    all<Release>(path`/projects/${project}/releases`, filter),
  get: (project: string, id: string) =>
    request<Release>("GET", path`/projects/${project}/releases/${id}`),
  create: (project: string, release: NewRelease) =>
    request<Release>("POST", path`/projects/${project}/releases`, { body: release }),
  act: (project: string, id: string, act: Act, comment?: string) =>
    request<Release>("POST", path`/projects/${project}/releases/${id}/${act}`, {
      body: comment ? { comment } : {},
    }),
  metrics: (project: string) => all<Metric>(path`/projects/${project}/metrics`),
  putMetric: (project: string, key: string, metric: Omit<Metric, "key">) =>
    request<Metric>("PUT", path`/projects/${project}/metrics/${key}`, { body: metric }),
};
