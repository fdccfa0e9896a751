/** Targeting keys that get a variant. */
export interface Target {
  /** The variant's name. */
  readonly variant: string;
  /** The targeting keys. */
  readonly keys: readonly string[];
}
