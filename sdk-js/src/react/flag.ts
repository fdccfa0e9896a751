import type { ReactNode } from "react";
import { useFlagEvaluation } from "./use-flag.js";

/** What is shown where a flag has a value. */
export interface FlagProps {
  /** The flag's key. */
  readonly flag: string;
  /** The value it must have; `true` where this is left out. */
  readonly is?: boolean | string | number;
  /** What is shown where it has another, or cannot answer; nothing where this is left out. */
  readonly otherwise?: ReactNode;
  /** What is shown where it has the value. */
  readonly children?: ReactNode;
}

/** Shows its children where a flag has a value. */
export function Flag({ flag, is = true, otherwise = null, children }: FlagProps): ReactNode {
  const { value, errorCode } = useFlagEvaluation(flag, is);
  return errorCode === null && value === is ? children : otherwise;
}
