import { type Evaluation, failed } from "../core/evaluation.js";
import { metadataOf } from "../core/metadata.js";
import type { Answer } from "../wire/client-values.js";
import type { Status } from "./status.js";

/** What an application may ask for. Of a number the server does not say whether it is an integer. */
export type AskedType = "boolean" | "string" | "number" | "object";

/** What a flag answers an application that wants a type of value; where it cannot, its fallback. */
export function pageEvaluation(
  answer: Answer,
  wanted: AskedType,
  fallback: unknown,
  revision: number,
): Evaluation {
  const { value, variant, reason, errorCode, errorMessage } = answer;
  if (errorCode !== null) {
    return failed(errorCode, errorMessage ?? "The server gives no reason.", revision, fallback);
  }
  const type = typeof value;
  return type === wanted
    ? { value, variant, reason, errorCode, errorMessage, metadata: metadataOf(revision) }
    : failed("TYPE_MISMATCH", `The flag's value is of type ${type}.`, revision, fallback);
}

/**
 * The answer where nothing is known of a flag.
 *
 * @param status of the client, where it has no values at all
 */
export function noAnswer(
  status: Status | null,
  flag: string,
  fallback: unknown,
  revision: number,
): Evaluation {
  if (status === null) {
    return failed("FLAG_NOT_FOUND", `This page is sent no flag '${flag}'.`, revision, fallback);
  }
  const code = status.state === "ERROR" ? "PROVIDER_FATAL" : "PROVIDER_NOT_READY";
  return failed(code, status.reason, 0, fallback);
}
