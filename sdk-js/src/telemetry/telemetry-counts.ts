/** What a client has reported since it was made. */
export interface TelemetryCounts {
  /** How many evaluations were counted into batches. */
  readonly evaluations: number;
  /** How many exposures and outcomes wait to be sent. */
  readonly waiting: number;
  /**
   * How many evaluations, exposures and outcomes were lost: for want of room, or because a key, a name or a value is none
   * that the server takes.
   */
  readonly dropped: number;
  /** How many batches the server has taken, or will never take. */
  readonly sent: number;
  /** How many attempts to send one failed; each batch is tried again. */
  readonly failed: number;
}
