/** Whether a client's values are good; the names are OpenFeature's. */
export interface Status {
  /**
   * `NOT_READY`: no ruleset yet, calls get their fallback. `READY`: following the server. `STALE`: the server is out of
   * reach, the last known ruleset is served. `ERROR`: the server refuses the key; the client has stopped asking.
   */
  readonly state: "NOT_READY" | "READY" | "STALE" | "ERROR";
  /** Why, one sentence. */
  readonly reason: string;
}
