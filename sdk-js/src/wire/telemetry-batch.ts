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
  /** Units for which a metric's event happened. */
  readonly outcomes: readonly Outcomes[];
  /** Flags the instance cannot evaluate: what it does not understand, by flag key. */
  readonly unsupported: ReadonlyMap<string, string>;
  /** How many exposures and outcomes were lost for want of room. */
  readonly dropped: number;
  /** How many changes did not lead to the ruleset the server has. */
  readonly digestMismatches: number;
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

/** Units for which a metric's event happened. */
export interface Outcomes {
  readonly release: string;
  readonly metric: string;
  /** Their hashes. */
  readonly units: readonly string[];
}
