import type { Evaluation } from "../core/evaluation.js";
import type { Answer } from "../wire/client-values.js";
import type { AskedType } from "./page-evaluation.js";

/** What an application asks a client for browsers for, each type in its own words. None of it throws. */
export abstract class PageFlags {
  /** What a flag answers now, null where nothing is known of it. */
  abstract answer(flag: string): Answer | null;

  /** What an answer comes to for an application that wants a type of value. */
  abstract evaluation(
    answer: Answer | null,
    flag: string,
    wanted: AskedType,
    fallback: unknown,
  ): Evaluation;

  /** A boolean flag's value. */
  booleanValue(flag: string, fallback: boolean): boolean {
    return this.booleanEvaluation(flag, fallback).value as boolean;
  }

  /** A string flag's value. */
  stringValue(flag: string, fallback: string): string {
    return this.stringEvaluation(flag, fallback).value as string;
  }

  /** A number or integer flag's value. */
  numberValue(flag: string, fallback: number): number {
    return this.numberEvaluation(flag, fallback).value as number;
  }

  /** An object flag's value: frozen, and the same object for as long as the flag answers the same. */
  objectValue<T>(flag: string, fallback: T): T {
    return this.objectEvaluation(flag, fallback).value as T;
  }

  /** As {@link booleanValue}, with variant, reason and revision. */
  booleanEvaluation(flag: string, fallback: boolean): Evaluation {
    return this.evaluation(this.answer(flag), flag, "boolean", fallback);
  }

  /** As {@link stringValue}, with variant, reason and revision. */
  stringEvaluation(flag: string, fallback: string): Evaluation {
    return this.evaluation(this.answer(flag), flag, "string", fallback);
  }

  /** As {@link numberValue}, with variant, reason and revision. */
  numberEvaluation(flag: string, fallback: number): Evaluation {
    return this.evaluation(this.answer(flag), flag, "number", fallback);
  }

  /** As {@link objectValue}, with variant, reason and revision. */
  objectEvaluation(flag: string, fallback: unknown): Evaluation {
    return this.evaluation(this.answer(flag), flag, "object", fallback);
  }
}
