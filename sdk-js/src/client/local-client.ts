import { Context } from "../core/context.js";
import { type Evaluation, failed } from "../core/evaluation.js";
import { evaluateFlag } from "../core/evaluator.js";
import type { Ruleset } from "../core/ruleset.js";
import type { ValueType } from "../core/value-type.js";
import type { ContextSample } from "../telemetry/context-sample.js";
import { Journal } from "../telemetry/journal.js";
import type { UnitLog } from "../telemetry/unit-log.js";
import type { Attributes } from "./attributes.js";
import type { Status } from "./status.js";

/** What every client that evaluates by itself is told. */
export interface LocalOptions {
  /** The server's address, such as `https://flags.example.org`. */
  readonly url: string;
  /** A server key of the environment (`fls_…`). Keep it secret. */
  readonly sdkKey: string;
  /** Where this instance runs; contexts without a region of their own are there. */
  readonly region?: string;
  /** Attributes that every context has, unless it brings its own. */
  readonly context?: Attributes;
}

/**
 * Evaluates flags inside the application, by whatever ruleset is here. Evaluations are synchronous, touch neither disk
 * nor network, and never throw: what cannot be answered gets the fallback.
 */
export abstract class LocalClient {
  protected readonly journal: Journal;
  readonly #contexts: ContextSample | null;
  readonly #base: Context;
  #ruleset: Ruleset | null = null;

  /**
   * @param units keeps the units of releases, null where there is no code for these yet
   * @param contexts is shown each context that asks, null for nobody
   * @throws TypeError where url or sdkKey is missing
   */
  protected constructor(
    { url, sdkKey, region, context }: LocalOptions,
    units: UnitLog | null,
    contexts: ContextSample | null,
  ) {
    if (!/^https?:\/\//.test(url) || !sdkKey) {
      throw new TypeError("A client needs the server's url (http or https) and an sdkKey.");
    }
    this.#base = Context.of({ ...(region ? { region } : {}), ...context });
    this.journal = new Journal(units);
    this.#contexts = contexts;
  }

  /** Whether values are good, and why not. */
  abstract status(): Status;

  /** What is served, null before the first. */
  protected get ruleset(): Ruleset | null {
    return this.#ruleset;
  }

  /** From now on this is served. */
  protected serve(ruleset: Ruleset): void {
    this.#ruleset = ruleset;
    this.journal.counts.applied(ruleset);
  }

  /** A boolean flag's value. */
  booleanValue(flag: string, context: Attributes, fallback: boolean): boolean {
    return this.booleanEvaluation(flag, context, fallback).value as boolean;
  }

  /** A string flag's value. */
  stringValue(flag: string, context: Attributes, fallback: string): string {
    return this.stringEvaluation(flag, context, fallback).value as string;
  }

  /** A number or integer flag's value. */
  numberValue(flag: string, context: Attributes, fallback: number): number {
    return this.numberEvaluation(flag, context, fallback).value as number;
  }

  /** An object flag's value. */
  objectValue<T>(flag: string, context: Attributes, fallback: T): T {
    return this.objectEvaluation(flag, context, fallback).value as T;
  }

  /** As {@link booleanValue}, with variant, reason and metadata. */
  booleanEvaluation(flag: string, context: Attributes, fallback: boolean): Evaluation {
    return this.#evaluate(flag, context, "boolean", fallback);
  }

  /** As {@link stringValue}, with variant, reason and metadata. */
  stringEvaluation(flag: string, context: Attributes, fallback: string): Evaluation {
    return this.#evaluate(flag, context, "string", fallback);
  }

  /** As {@link numberValue}, with variant, reason and metadata. */
  numberEvaluation(flag: string, context: Attributes, fallback: number): Evaluation {
    return this.#evaluate(flag, context, "number", fallback);
  }

  /** As {@link objectValue}, with variant, reason and metadata. */
  objectEvaluation(flag: string, context: Attributes, fallback: unknown): Evaluation {
    return this.#evaluate(flag, context, "object", fallback);
  }

  /**
   * Says that a metric's event happened to somebody, or what was measured of them. It counts for each running release
   * that watches the metric and whose population the context is in.
   *
   * @param metric the metric's key
   * @param value what was measured, in the metric's unit, such as milliseconds; left out for an event. What is not a
   *     finite number is passed over
   */
  track(metric: string, context: Attributes, value: number | null = null): void {
    if (value !== null && !Number.isFinite(value)) {
      return;
    }
    const ruleset = this.#ruleset;
    const asking = this.contextOf(context);
    for (const each of ruleset?.releases?.assignmentsWatching(ruleset, metric, asking) ?? []) {
      this.journal.units?.happened(each, metric, value);
    }
  }

  #evaluate(flag: string, context: Attributes, wanted: ValueType, fallback: unknown): Evaluation {
    const ruleset = this.#ruleset;
    if (ruleset === null) {
      const evaluation = failed("PROVIDER_NOT_READY", this.status().reason, 0, fallback);
      this.journal.counts.count(flag, null, evaluation);
      return evaluation;
    }
    const known = ruleset.compiled(flag);
    const asking = known?.always ? this.#base : this.contextOf(context);
    const evaluation = evaluateFlag(ruleset, known, flag, asking, wanted, null);
    if (known?.released) {
      const assignment = ruleset.releases?.assignmentOf(ruleset, flag, asking, evaluation);
      if (assignment) {
        this.journal.units?.exposed(assignment);
      }
    }
    this.journal.counts.count(flag, known, evaluation);
    this.#contexts?.seen(known?.always ? this.contextOf(context) : asking);
    return evaluation.reason === "ERROR" ? { ...evaluation, value: fallback } : evaluation;
  }

  /** Who is asking, over what every context has. */
  protected contextOf(attributes: Attributes): Context {
    return attributes ? Context.reading(attributes, this.#base) : this.#base;
  }
}
