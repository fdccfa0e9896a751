/** The buckets from the end of the range before (0 for the first) up to `to`. */
export interface Range {
  /** The first bucket that is no longer in it; the last range of a split ends at 100,000. */
  readonly to: number;
  /** What a unit in it is served. */
  readonly variant: string;
}
