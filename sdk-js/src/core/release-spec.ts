/** What an SDK must know of the release that runs on a flag in order to report exposures and outcomes. */
export interface ReleaseSpec {
  /** The release's id. */
  readonly id: string;
  /** The stage it is in, from 0. */
  readonly stage: number;
  /** The variant it moves the flag to. */
  readonly treatment: string;
  /** The variant it moves the flag from. */
  readonly control: string;
  /** Those it has reached, groups already expanded. */
  readonly regions: readonly string[];
  /** Those its guards watch. */
  readonly metrics: readonly string[];
}
