import type { ErrorCode } from "../core/error-code.js";
import type { Reason } from "../core/reason.js";
import { frozen, type JsonObject } from "./json.js";
import { isJsonObject, member } from "./json-object.js";

/** What one flag answers one context. It never changes: a flag that answers otherwise has another one. */
export interface Answer {
  /** Boolean, string, number or object; null exactly where there is an error. */
  readonly value: unknown;
  readonly variant: string | null;
  readonly reason: Reason;
  readonly errorCode: ErrorCode | null;
  readonly errorMessage: string | null;
}

/** Where in an environment's history something is. */
export interface Position {
  readonly epoch: number;
  readonly revision: number;
}

/** What flags answer one context at a position; in a change null for a flag that may no longer be seen. */
export interface ReadValues extends Position {
  readonly flags: ReadonlyMap<string, Answer | null>;
}

/**
 * Values for one context as the server writes them, and as pages are given them by the server that renders them.
 * Plain JSON.
 */
export interface ClientValues {
  /** The environment's lineage, from 1. */
  readonly epoch: number;
  /** Within the epoch, from 1. */
  readonly revision: number;
  /** What each flag answers, by key. */
  readonly flags: Readonly<Record<string, ClientAnswer>>;
}

/** What one flag answers, as it is in JSON. */
export interface ClientAnswer {
  /** Boolean, string, number or object; left out where there is an error. */
  readonly value?: unknown;
  readonly variant?: string;
  /** OpenFeature's; see `Reason`. */
  readonly reason: string;
  /** OpenFeature's; see `ErrorCode`. */
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** Reads values or a change of values; null where it is neither. A flag that cannot be read answers `PARSE_ERROR`. */
export function readClientValues(node: unknown): ReadValues | null {
  if (!isJsonObject(node)) {
    return null;
  }
  const [epoch, revision, flags] = ["epoch", "revision", "flags"].map((name) => member(node, name));
  if (!isPositive(epoch) || !isPositive(revision) || !isJsonObject(flags)) {
    return null;
  }
  const answers = Object.entries(flags).map(([key, flag]) => [key, readAnswer(flag)] as const);
  return { epoch, revision, flags: new Map(answers) };
}

/** Values as JSON, for the next page. */
export function writeClientValues(
  { epoch, revision }: Position,
  flags: ReadonlyMap<string, Answer>,
): string {
  return JSON.stringify({ epoch, revision, flags: Object.fromEntries(flags) });
}

/** What a flag answers; null for one that is gone. */
export function readAnswer(node: unknown): Answer | null {
  if (node === null) {
    return null;
  }
  const flag: JsonObject = isJsonObject(node) ? node : {};
  const value = frozen(member(flag, "value") ?? null);
  const text = (name: string) => {
    const found = member(flag, name);
    return typeof found === "string" ? found : null;
  };
  const reason = text("reason") as Reason | null;
  const errorCode = text("errorCode") as ErrorCode | null;
  if (reason === null || (value === null) === (errorCode === null) || Array.isArray(value)) {
    return {
      value: null,
      variant: null,
      reason: "ERROR",
      errorCode: "PARSE_ERROR",
      errorMessage: "This flag cannot be read.",
    };
  }
  const variant = errorCode === null ? text("variant") : null;
  return { value, variant, reason, errorCode, errorMessage: text("errorMessage") };
}

function isPositive(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
