/** Another flag that must be enabled and serve one of some variants. */
export interface Prerequisite {
  /** The other flag's key. */
  readonly flag: string;
  /** The variants that satisfy it, by name. */
  readonly variants: readonly string[];
}
