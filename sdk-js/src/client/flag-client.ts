import { assignmentOf } from "../core/assignment.js";
import { Context } from "../core/context.js";
import { type Evaluation, failed } from "../core/evaluation.js";
import { evaluateFlag } from "../core/evaluator.js";
import type { Ruleset } from "../core/ruleset.js";
import type { ValueType } from "../core/value-type.js";
import type { Platform } from "../platform/platform.js";
import type { KillListStatus } from "../source/kill-list-status.js";
import { KillWatch } from "../source/kill-watch.js";
import { RulesetSource } from "../source/ruleset-source.js";
import { DEFAULT_TIMING, endpoint, type SourceTiming } from "../source/source-config.js";
import type { SourceListener } from "../source/source-listener.js";
import {
  DEFAULT_TELEMETRY_TIMING,
  Telemetry,
  type TelemetryTiming,
} from "../telemetry/telemetry.js";
import type { ClientValues } from "../wire/client-values.js";
import type { JsonObject } from "../wire/json.js";
import type { Attributes } from "./attributes.js";
import { changedFlags, isChanged } from "./changed-flags.js";
import { clientValuesOf } from "./client-values-of.js";
import { Listeners } from "./listeners.js";
import type { Status } from "./status.js";

/** How a client is set up. */
export interface ClientOptions {
  /** The server's address, such as `https://flags.example.org`. */
  readonly url: string;
  /** A server key of the environment (`fls_…`). Keep it secret. */
  readonly sdkKey: string;
  /** Where this instance runs; contexts without a region of their own are there. */
  readonly region?: string;
  /** Attributes that every context has, unless it brings its own. */
  readonly context?: Attributes;
  /**
   * Whether some of the contexts that ask are sent with telemetry, so that the server can say
   * beforehand whom a change will reach; they are not unless this says so, and the project wants
   * them. Targeting keys and attributes leave the application as keyed hashes, except those that the
   * project allows in clear.
   */
  readonly sampleContexts?: boolean;
  /**
   * Attributes, or dotted paths into them, of which nothing ever leaves the application, not even as
   * a hash; their names do, where contexts are sampled. Where the targeting key is one of them no
   * contexts are sampled.
   */
  readonly privateAttributes?: readonly string[];
  /**
   * A list, signed by an operator, of flags that are to serve one variant whatever the server says: for when the server
   * cannot say anything. It stays in force until a newer one lifts it, wherever its source has gone, and over a restart
   * where there is a cache.
   */
  readonly killList?: {
    /** A file's path, which may be one of a mounted ConfigMap, or an address such as an object store's. */
    readonly source: string;
    /** The Ed25519 key that verifies it: PEM, or the base64 in it. */
    readonly publicKey: string;
  };
  /** Waits and intervals, for tests. */
  readonly timing?: Partial<SourceTiming & Omit<TelemetryTiming, "answer">>;
}

/** Makes another source than the server, for tests. */
export type RulesetSourceOf = (
  listener: SourceListener,
) => Pick<RulesetSource, "start" | "kill" | "close">;

/**
 * Evaluates flags inside the application, from a ruleset that follows the server by itself. Evaluations are
 * synchronous, touch neither disk nor network, and never throw: what cannot be answered gets the fallback.
 */
export class FlagClient {
  readonly #base: Context;
  readonly #source: Pick<RulesetSource, "start" | "kill" | "close">;
  readonly #kills: KillWatch | null;
  readonly #telemetry: Telemetry;
  readonly #statuses = new Listeners<Status>();
  readonly #ends = new Listeners<void>();
  readonly #flags = new Map<string, Listeners<string>>();
  readonly #changes = new Listeners<readonly string[]>();
  #ruleset: Ruleset | null = null;
  #raw: JsonObject | null = null;
  #status: Status = { state: "NOT_READY", reason: "Waiting for the first ruleset." };

  /** Starts at once and returns without waiting. Use `createClient` of the entry for your platform. */
  constructor(options: ClientOptions, platform: Platform, sourceOf?: RulesetSourceOf) {
    const { url, sdkKey, region } = options;
    if (!/^https?:\/\//.test(url) || !sdkKey) {
      throw new TypeError("A client needs the server's url (http or https) and an sdkKey.");
    }
    this.#base = Context.of({ ...(region ? { region } : {}), ...options.context });
    const { timing } = options;
    this.#telemetry = new Telemetry(
      {
        endpoint: endpoint(url, "/sdk/v1/telemetry"),
        sdkKey,
        region: region ?? null,
        timing: { ...DEFAULT_TELEMETRY_TIMING, ...timing },
        sampleContexts: options.sampleContexts ?? false,
        privateAttributes: options.privateAttributes ?? [],
      },
      platform,
    );
    const config = { url, sdkKey, timing: { ...DEFAULT_TIMING, ...timing } };
    const listener: SourceListener = {
      onRuleset: (ruleset, raw) => {
        this.#telemetry.applied(ruleset);
        this.#swap(ruleset, raw);
      },
      onKills: (ruleset) => {
        this.#telemetry.killed(ruleset);
        this.#swap(ruleset, this.#raw);
      },
      onCurrent: () => this.#become({ state: "READY", reason: "Following the server." }),
      onLost: (reason) => this.#become({ state: this.#ruleset ? "STALE" : "NOT_READY", reason }),
      onRefused: (reason) => {
        this.#telemetry.refused();
        this.#become({ state: "ERROR", reason });
      },
      onDigestMismatch: () => this.#telemetry.digestMismatch(),
    };
    this.#source = sourceOf?.(listener) ?? new RulesetSource(config, platform, listener);
    const { killList } = options;
    this.#kills = killList
      ? new KillWatch(killList, config.timing, platform, (kills) => this.#source.kill(kills))
      : null;
    this.#kills?.start(); // before the first ruleset: nobody is to be served what was killed
    this.#source.start();
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
   * Says that a metric's event happened to somebody. It counts once for each running release that watches the metric
   * and whose population the context is in.
   */
  track(metric: string, context: Attributes): void {
    const ruleset = this.#ruleset;
    const asking = this.#contextOf(context);
    for (const key of ruleset?.releasedFlags ?? []) {
      if (ruleset?.flag(key)?.release?.metrics.includes(metric)) {
        const assignment = assignmentOf(ruleset, key, asking);
        if (assignment !== null) {
          this.#telemetry.happened(assignment, metric);
        }
      }
    }
  }

  /**
   * What the flags that browsers may see answer a context, for a page to begin with: `bootstrap` of its client. Null
   * where there is no ruleset yet. The values are the ruleset's own: do not change them. What they are found out for
   * counts as an evaluation in the page, not here.
   */
  valuesFor(context: Attributes): ClientValues | null {
    const ruleset = this.#ruleset;
    return ruleset === null ? null : clientValuesOf(ruleset, this.#contextOf(context));
  }

  /** Whether values are good, and why not. */
  status(): Status {
    return this.#status;
  }

  /** The kill list that is in force; null where the client was given none. */
  killList(): KillListStatus | null {
    return this.#kills?.status() ?? null;
  }

  /** Calls with every new status; the function returned ends that. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#statuses.add(listener);
  }

  /** Calls with a flag's key whenever the flag was changed, or its kill came or went; the function returned ends that. */
  onChange(flag: string, listener: (flag: string) => void): () => void {
    const listeners = this.#flags.get(flag) ?? new Listeners<string>();
    this.#flags.set(flag, listeners);
    return listeners.add(listener);
  }

  /**
   * Calls with each new ruleset, and with the keys of the flags that were changed in it, or whose kill came or went; none
   * where only segments or regions were. The function returned ends that.
   */
  onChanges(listener: (flags: readonly string[]) => void): () => void {
    return this.#changes.add(listener);
  }

  /** True as soon as there is a ruleset to evaluate; false where there is none in time or at the close, or the key is refused. */
  ready(timeoutMs: number): Promise<boolean> {
    const settled = () => this.#status.state === "ERROR" || this.#ruleset !== null;
    return new Promise((resolve) => {
      if (settled()) {
        resolve(this.#ruleset !== null);
        return;
      }
      // Not the platform's timer: whoever waits here wants the process to.
      const timer = setTimeout(finish, timeoutMs);
      const forget = this.#statuses.add(() => settled() && finish());
      const stay = this.#ends.add(finish);
      const self = this;
      function finish(): void {
        clearTimeout(timer);
        forget();
        stay();
        resolve(self.#ruleset !== null);
      }
    });
  }

  /** Sends what is left to report, at most two seconds, and stops. */
  async close(): Promise<void> {
    this.#ends.call();
    await Promise.all([this.#source.close(), this.#kills?.close(), this.#telemetry.close()]);
  }

  #evaluate(flag: string, context: Attributes, wanted: ValueType, fallback: unknown): Evaluation {
    const ruleset = this.#ruleset;
    if (ruleset === null) {
      const evaluation = failed("PROVIDER_NOT_READY", this.#status.reason, 0);
      this.#telemetry.evaluated(flag, null, evaluation);
      return { ...evaluation, value: fallback };
    }
    const known = ruleset.compiled(flag);
    const asking = known?.always ? this.#base : this.#contextOf(context);
    const evaluation = evaluateFlag(ruleset, known, flag, asking, wanted, null);
    if (known?.released) {
      const assignment = assignmentOf(ruleset, flag, asking, evaluation);
      if (assignment !== null) {
        this.#telemetry.exposed(assignment);
      }
    }
    this.#telemetry.evaluated(flag, known, evaluation);
    this.#telemetry.contexts?.seen(known?.always ? this.#contextOf(context) : asking);
    return evaluation.reason === "ERROR" ? { ...evaluation, value: fallback } : evaluation;
  }

  #contextOf(attributes: Attributes): Context {
    return attributes ? Context.reading(attributes, this.#base) : this.#base;
  }

  #swap(ruleset: Ruleset, raw: JsonObject | null): void {
    const before = this.#ruleset;
    const rawBefore = this.#raw;
    this.#ruleset = ruleset;
    this.#raw = raw;
    if (before === null) {
      this.#become({ state: "STALE", reason: "Serving the last known ruleset while connecting." });
    }
    const old = { ruleset: before, raw: rawBefore };
    const now = { ruleset, raw };
    for (const [key, listeners] of this.#flags) {
      if (isChanged(old, now, key)) {
        listeners.call(key);
      }
    }
    if (!this.#changes.isEmpty) {
      this.#changes.call(changedFlags(old, now));
    }
  }

  #become(status: Status): void {
    if (status.state !== this.#status.state || status.reason !== this.#status.reason) {
      this.#status = status;
      this.#statuses.call(status);
    }
  }
}
