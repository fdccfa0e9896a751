import type { ErrorCode } from "../core/error-code.js";
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
    return instead(fallback, errorCode, errorMessage ?? "The server gives no reason.", revision);
  }
  const type = typeof value;
  return type === wanted
    ? { value, variant, reason, errorCode, errorMessage, metadata: metadataOf(revision) }
    : instead(fallback, "TYPE_MISMATCH", `The flag's value is of type ${type}.`, revision);
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
    return instead(fallback, "FLAG_NOT_FOUND", `This page is sent no flag '${flag}'.`, revision);
  }
  const code = status.state === "ERROR" ? "PROVIDER_FATAL" : "PROVIDER_NOT_READY";
  return instead(fallback, code, status.reason, 0);
}

function instead(
  fallback: unknown,
  code: ErrorCode,
  message: string,
  revision: number,
): Evaluation {
  return { ...failed(code, message, revision), value: fallback };
}
