/** How a document is read that holds something this version does not know. */
export type Mode =
  /**
   * As SDKs read: fields that are unknown are passed over, and a condition or serve that is not
   * understood becomes unknown, which spoils its own flag only.
   */
  | "lenient"
  /** As the server reads what people write: everything that is not understood is a problem. */
  | "strict";
