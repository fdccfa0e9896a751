/** The kill list that is in force. */
export interface KillListStatus {
  /** Its own, 0 where there was none yet. */
  readonly serial: number;
  /** The variant that each flag serves, by flag key; null is the flag's own off variant. */
  readonly kills: Readonly<Record<string, string | null>>;
  /** Why what was read last was not taken, one sentence; null where all is well. */
  readonly problem: string | null;
}
