import { all, path, request } from "./client";

export interface StageWindow {
  zone: string;
  days: string[];
  from: string;
  until: string;
}

export interface Stage {
  name: string;
  regions: string[] | "all";
  percent: number;
  /** Begins together with the stage before it. */
  parallel?: boolean;
  warmUp?: string;
  bake: string;
  minUnits?: number;
  /** Percent of instances that must confirm; null where that is waived. */
  receipts?: number | null;
  approval?: { count: number; role: string };
  checks?: string[];
  window?: StageWindow;
  onUndecided?: "hold" | "ask" | "advance" | "rollback";
  maxWait?: string;
}

export interface PlannedGuard {
  metric: string;
  margin: number;
  role?: "hard" | "signal";
}

export interface Plan {
  stages: Stage[];
  guards: PlannedGuard[];
  holdback?: number;
  watch?: string;
  /** The template or kept plan that it came from. */
  origin?: string | null;
}

export interface PlanTemplate {
  key: string;
  description: string;
  plan: Plan;
}

export interface KeptPlan {
  key: string;
  version: number;
  name: string;
  plan: Plan;
}

/** Whether a release can be expected to find out what it is to find out. */
export interface Health {
  ready: boolean;
  findings: {
    question: "EVALUATED" | "MEASURED" | "UNIT" | "SPLIT" | "TIME";
    outcome: "FINE" | "UNKNOWN" | "WRONG";
    sentence: string;
  }[];
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

/** What was found at one look at one guard. */
export interface Look {
  number: number;
  at: string;
  metric: string;
  verdict: Verdict | null;
  evidence: number;
  row?: { sentence?: string } | null;
}

export interface Guard {
  metric: string;
  name?: string | null;
  /** Of a mean the arms' rates are means; what was told by another system has none. */
  kind: "binary" | "mean" | "latency" | "told";
  role: "HARD" | "SIGNAL";
  verdict: Verdict;
  /** What the verdict rests on, where it is more than the counters of its own arms. */
  cause?: "NONE" | "EVIDENCE" | "SAMPLE_RATIO" | "ENVIRONMENT" | "SPILLOVER" | "TOLD";
  evidence: number;
  holdAt: number;
  rollbackAt: number;
  passEvidence: number;
  treatment: Arm;
  control: Arm;
  difference?: (Band & { confidence?: number }) | null;
  ratio?: Band | null;
  limit?: number | null;
  /** How long until it passes if both arms are alike; null where that is not known. */
  predicted?: string | null;
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

/** What CI said last of a check. */
export interface CheckReport {
  name: string;
  state: "PENDING" | "SUCCESS" | "FAILURE";
  detailsUrl?: string | null;
  description?: string | null;
  at: string;
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
  /** Of its last change; nothing before the first. */
  revision?: number | null;
  sentence: string;
  createdAt: string;
  startedAt?: string | null;
  endedAt?: string | null;
  acknowledgedAt?: string | null;
  startedBy?: string | null;
  /** When it begins by itself. */
  startAt?: string | null;
  regions: ReleaseRegion[];
  guards: Guard[];
  receipts?: { revision: number; connected: number; applied: number } | null;
  /** Who agreed that the present stage may be left. */
  approvals?: { person: string; at: string }[];
  checks?: CheckReport[];
  /** Other releases that move the same metrics in the same regions. */
  interactions?: { release: string; flag: string; regions: string[]; metrics: string[] }[];
  events: ReleaseEvent[];
}

export interface NewRelease {
  environment: string;
  flag: string;
  treatment: string;
  name?: string;
  plan: Plan;
  start: boolean;
  /** Instead of now. */
  startAt?: string;
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

export interface Said {
  comment?: string;
  /** Takes it back there only. */
  region?: string;
}

export interface Metric {
  key: string;
  name: string;
  kind: string;
  worse: string;
  prometheus?: { bad?: string; total?: string; query?: string; op?: string; limit?: number };
  otlp?: { bad: OtlpPoints; total: OtlpPoints; variant?: string; region?: string };
  ttl?: string;
}

/** Points of one of OpenTelemetry's metrics, where attributes are as said; `*` stands for any text. */
export interface OtlpPoints {
  metric: string;
  where?: Record<string, string>;
}

const one = (project: string, id: string) => path`/projects/${project}/releases/${id}`;

export const releases = {
  list: (project: string, filter: { environment?: string; state?: string; flag?: string }) =>
    all<Release>(path`/projects/${project}/releases`, filter),
  get: (project: string, id: string) => request<Release>("GET", one(project, id)),
  health: (project: string, id: string) => request<Health>("GET", `${one(project, id)}/health`),
  looks: (project: string, id: string) => all<Look>(`${one(project, id)}/verdicts`),
  create: (project: string, release: NewRelease) =>
    request<Release>("POST", path`/projects/${project}/releases`, { body: release }),
  act: (project: string, id: string, act: Act, said: Said) =>
    request<Release>("POST", `${one(project, id)}/${act}`, { body: said }),
  templates: async (project: string) =>
    (await request<{ templates: PlanTemplate[] }>("GET", path`/projects/${project}/plan-templates`))
      .templates,
  plans: (project: string) => all<KeptPlan>(path`/projects/${project}/plans`),
  keepPlan: (project: string, key: string, kept: Pick<KeptPlan, "name" | "plan">) =>
    request<KeptPlan>("PUT", path`/projects/${project}/plans/${key}`, { body: kept }),
  metrics: (project: string) => all<Metric>(path`/projects/${project}/metrics`),
  putMetric: (project: string, key: string, metric: Omit<Metric, "key">) =>
    request<Metric>("PUT", path`/projects/${project}/metrics/${key}`, { body: metric }),
};
