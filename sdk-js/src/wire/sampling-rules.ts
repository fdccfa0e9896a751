/** How contexts are sampled, as the server says it. */
export interface SamplingRules {
  /** What was sampled by rules of another version is of no use. */
  readonly version: number;
  /** The key of the hash that stands in for values. */
  readonly key: string;
  /** Attributes that may be sent as they are. */
  readonly clear: readonly string[];
  /** By region: only units of a lower rank are wanted; in a region that is not named all are. */
  readonly below: ReadonlyMap<string, number>;
}
