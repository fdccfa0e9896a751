/** What an SDK instance reports at one time. */
export interface TelemetryBatch {
  /** A random id of the instance. */
  readonly instance: string;
  /** Numbers the instance's batches; a batch sent twice counts once. */
  readonly seq: number;
  /** Which SDK it is. */
  readonly sdk: Sdk;
  /** Where the instance runs, null where nobody said. */
  readonly region: string | null;
  /** The position it serves, null before the first ruleset. */
  readonly applied: AppliedPosition | null;
  /** How often which variant was served for which reason. */
  readonly evaluations: readonly Evaluations[];
  /** Units that were served an arm of a release. */
  readonly exposures: readonly Exposures[];
  /** Units for which a metric's event happened, or of which it was measured. */
  readonly outcomes: readonly Outcomes[];
  /** Flags the instance cannot evaluate: what it does not understand, by flag key. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** How many exposures and outcomes were lost for want of room. */
  readonly dropped: number;
  /** How many changes did not lead to the ruleset the server has. */
  readonly digestMismatches: number;
  /** What the instance can evaluate, in the words of `core/capabilities.ts`; empty where it said so before. */
  readonly capabilities: readonly string[];
  /**
   * Where the instance samples contexts: the version of the rules by which it did, 0 while it knows
   * none; else null.
   */
  readonly sampling: number | null;
  /** Some contexts that asked, as far as the rules let them leave the application. */
  readonly contexts: readonly Sampled[];
}

/** A context that asked, without what must not leave the application. */
export interface Sampled {
  /** The keyed hash of its targeting key, 16 hexadecimal digits. */
  readonly unit: string;
  /** Its place among all units, 0 to 2^32 − 1. */
  readonly rank: number;
  /** Where it is, null where nobody said. */
  readonly region: string | null;
  /** Attributes that may be sent as they are. */
  readonly clear: ReadonlyMap<string, unknown>;
  /** The hashes of the others, a list of them for a list. */
  readonly hashed: ReadonlyMap<string, unknown>;
  /** Names of attributes that are there and of which nothing is sent; `*` for any number more. */
  readonly withheld: readonly string[];
}

/** An SDK's name and version. */
export interface Sdk {
  readonly name: string;
  readonly version: string;
}

/** A position and since when it is served. */
export interface AppliedPosition {
  readonly epoch: number;
  readonly revision: number;
  /** An RFC 3339 instant. */
  readonly at: string;
}

/** Evaluations of one kind. */
export interface Evaluations {
  readonly flag: string;
  /** Null in errors. */
  readonly variant: string | null;
  /** The name of a reason. */
  readonly reason: string;
  readonly count: number;
}

/** Units that were served an arm. */
export interface Exposures {
  readonly release: string;
  readonly stage: number;
  readonly region: string;
  /** `treatment` or `control`. */
  readonly arm: string;
  /** Their hashes, 16 hexadecimal digits each. */
  readonly units: readonly string[];
}

/** Units for which a metric's event happened, or of which it was measured. */
export interface Outcomes {
  readonly release: string;
  readonly metric: string;
  /** Their hashes. */
  readonly units: readonly string[];
  /** The mean of what was measured of each unit since the last batch, in the metric's unit; null where it is an event. */
  readonly values: readonly number[] | null;
  /** How often each was measured, or the event happened to it: from 1. */
  readonly counts: readonly number[];
}
