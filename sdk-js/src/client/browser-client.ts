import type { Evaluation } from "../core/evaluation.js";
import type { BrowserPlatform } from "../platform/browser-platform.js";
import { type Asking, askingOf, isSame } from "../source/asking.js";
import { DEFAULT_TIMING, endpoint, type SourceTiming } from "../source/source-config.js";
import { type PageTiming, ValueSource, type ValueSourceListener } from "../source/value-source.js";
import { ValueStore } from "../source/value-store.js";
import { LazyTelemetry } from "../telemetry/lazy-telemetry.js";
import {
  type Answer,
  type ClientValues,
  type ReadValues,
  readClientValues,
  writeClientValues,
} from "../wire/client-values.js";
import type { Attributes } from "./attributes.js";
import { HeldValues } from "./held-values.js";
import { Listeners } from "./listeners.js";
import { type AskedType, noAnswer, pageEvaluation } from "./page-evaluation.js";
import type { Status } from "./status.js";

/** How a client for browsers is set up. */
export interface BrowserClientOptions {
  /** The server's address, such as `https://flags.example.org`; empty where it is the page's own origin. */
  readonly url: string;
  /** A client key of the environment (`flc_…`). It is public: whoever has it gets values and never rules. */
  readonly sdkKey: string;
  /** Who is asking; nobody in particular where it is left out. */
  readonly context?: Attributes;
  /** What your server made of the context with the environment's secret, where that is in secure mode: 64 hexadecimal digits. */
  readonly contextHash?: string;
  /**
   * Values for this context that the server which renders the page found out, so that the page has them at once: what
   * `valuesFor` of the client for Node.js answers, or `POST /client/v1/evaluate`.
   */
  readonly bootstrap?: ClientValues;
  /** Whether the last known values are kept for the next page, in the page's local storage; they are where this is left out. */
  readonly keepValues?: boolean;
  /**
   * Whether it is reported which variants this context saw and what {@link BrowserClient.track} says; it is not unless
   * this says so. It is sent with the context to `/client/v1/telemetry`, and no more to a server that does not take it.
   */
  readonly telemetry?: boolean;
  /** Waits, for tests. */
  readonly timing?: Partial<SourceTiming & PageTiming & { flush: number }>;
}

/** Makes another source than the server, for tests. */
export type ValueSourceOf = (
  listener: ValueSourceListener,
) => Pick<ValueSource, "start" | "follow" | "close">;

const FOLLOWING = "Following the server.";
const HIDDEN_MS = 30_000;
/** Streams that do not get through are noticed by their silence: after that there is no reason to wait. */
const POLL_AFTER_MS = 5_000;
const FLUSH_MS = 10_000;
const SERVER_KEY = "fls_";

/**
 * Has the values of flags for one context, which the server finds out and keeps current. Evaluations are synchronous and
 * never throw: what cannot be answered gets the fallback.
 */
export class BrowserClient {
  readonly #platform: BrowserPlatform;
  readonly #source: Pick<ValueSource, "start" | "follow" | "close">;
  readonly #store: ValueStore;
  readonly #telemetry: LazyTelemetry | null;
  readonly #held = new HeldValues();
  /** What was here before anything was asked: the same on the server that rendered the page and in the page. */
  readonly #bootstrap: ReadValues | null;
  readonly #statuses = new Listeners<Status>();
  readonly #changes = new Listeners<readonly string[]>();
  readonly #ends = new Listeners<void>();
  readonly #flags = new Map<string, Listeners<string>>();
  #asking: Asking;
  /** Whether the values are the server's for the context that is asked for. */
  #fresh = false;
  #status: Status = { state: "NOT_READY", reason: "Waiting for the first values." };
  #started = false;
  #waiting: ((had: boolean) => void)[] = [];
  #callOffKeeping: () => void = () => {};

  /**
   * Does nothing yet; see {@link start}. Use `createClient`, which starts it.
   *
   * @throws TypeError where url or sdkKey is missing, or the key is a server key, which no page may have
   */
  constructor(options: BrowserClientOptions, platform: BrowserPlatform, sourceOf?: ValueSourceOf) {
    const { url, sdkKey, context = {}, contextHash = null, keepValues = true } = options;
    if (typeof url !== "string" || !sdkKey) {
      throw new TypeError("Give the server's url and an sdkKey.");
    }
    if (sdkKey.startsWith(SERVER_KEY)) {
      throw new TypeError("A server key is secret; give a client key.");
    }
    this.#platform = platform;
    this.#asking = askingOf(context, contextHash) ?? { context: "{}", hash: null };
    this.#store = new ValueStore(keepValues ? platform.texts : null, `${url}\n${sdkKey}`);
    const timing = {
      ...DEFAULT_TIMING,
      pollAfter: POLL_AFTER_MS,
      hidden: HIDDEN_MS,
      flush: FLUSH_MS,
      ...options.timing,
    };
    this.#telemetry = options.telemetry
      ? new LazyTelemetry(
          { endpoint: endpoint(url, "/client/v1/telemetry"), sdkKey, flush: timing.flush },
          platform,
          this.#asking,
        )
      : null;
    const listener: ValueSourceListener = {
      onValues: (values) => this.#take(values, "READY", FOLLOWING),
      onChange: (change) => this.#changed(this.#held.apply(change)),
      onCurrent: () => this.#become({ state: "READY", reason: FOLLOWING }),
      onPolled: (values) => this.#take(values, "STALE", "No stream gets through."),
      onHidden: () => {
        this.#keepNow();
        this.#telemetry?.tell((telemetry) => telemetry.flush());
      },
      onLost: (reason) => this.#lost(reason),
      onRefused: (reason) => this.#refused(reason),
      at: () => (this.#fresh ? this.#held.position : null),
    };
    this.#source =
      sourceOf?.(listener) ?? new ValueSource({ url, sdkKey, timing }, platform, listener);
    this.#bootstrap = readClientValues(options.bootstrap ?? null);
    this.#restore(this.#bootstrap, "Serving the values of the page.");
  }

  /** Begins to follow the server; after {@link close}, again. */
  start(): void {
    this.#started = true;
    if (this.#held.position === null) {
      this.#restoreKept();
    }
    this.#source.follow(this.#asking);
    this.#source.start();
  }

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

  /**
   * What a flag answers now, null where nothing is known of it. The same object for as long as it answers the same, so
   * that whoever renders it can compare by identity.
   */
  answer(flag: string): Answer | null {
    return this.#held.answer(flag);
  }

  /** As {@link answer}, of the values that the page came with: what a page shows first, as its server did. */
  bootstrapAnswer(flag: string): Answer | null {
    return this.#bootstrap?.flags.get(flag) ?? null;
  }

  /** What an answer comes to for an application that wants a type of value; counts as an evaluation. */
  evaluation(
    answer: Answer | null,
    flag: string,
    wanted: AskedType,
    fallback: unknown,
  ): Evaluation {
    const at = this.#held.position;
    const evaluation =
      answer === null
        ? noAnswer(at === null ? this.#status : null, flag, fallback, at?.revision ?? 0)
        : pageEvaluation(answer, wanted, fallback, at?.revision ?? 0);
    this.#telemetry?.tell((telemetry) => telemetry.evaluated(flag, evaluation, at));
    return evaluation;
  }

  /**
   * Says that a metric's event happened to the context, for the releases that watch the metric. The first time counts;
   * without `telemetry` in the options none does.
   *
   * @param metric the metric's key
   */
  track(metric: string): void {
    this.#telemetry?.tell((telemetry) => telemetry.happened(metric));
  }

  /**
   * Asks for another context from now on. The values of the one before stay until those of the new one are here, all at
   * once; of several calls the last one counts.
   *
   * @param contextHash as in the options, for this context
   * @returns true as soon as there are values for this context; false where they cannot be had now (the client goes on
   *     trying), the context cannot be read, or another call came after
   */
  identify(context: Attributes, contextHash: string | null = null): Promise<boolean> {
    const asking = askingOf(context, contextHash);
    if (asking === null) {
      return Promise.resolve(false);
    }
    if (!isSame(this.#asking, asking)) {
      this.#ask(asking);
    } else if (!this.#fresh && this.#status.state === "ERROR") {
      this.#source.follow(asking);
    }
    return this.#started && !this.#fresh
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : Promise.resolve(this.#fresh);
  }

  /** Whether values are good, and why not. */
  status(): Status {
    return this.#status;
  }

  /** Calls with every new status; the function returned ends that. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#statuses.add(listener);
  }

  /** Calls with a flag's key whenever the flag answers otherwise than before; the function returned ends that. */
  onChange(flag: string, listener: (flag: string) => void): () => void {
    const listeners = this.#flags.get(flag) ?? new Listeners<string>();
    this.#flags.set(flag, listeners);
    const remove = listeners.add(listener);
    return () => {
      remove();
      if (listeners.isEmpty && this.#flags.get(flag) === listeners) {
        this.#flags.delete(flag);
      }
    };
  }

  /** Calls with the keys of the flags that answer otherwise than before; the function returned ends that. */
  onChanges(listener: (flags: readonly string[]) => void): () => void {
    return this.#changes.add(listener);
  }

  /** True as soon as there are values; false where there are none in time or at the close, or the server refuses. */
  ready(timeoutMs: number): Promise<boolean> {
    const settled = () => this.#status.state === "ERROR" || this.#held.position !== null;
    return new Promise((resolve) => {
      const finish = () => {
        callOff();
        forget();
        stay();
        resolve(this.#held.position !== null);
      };
      const callOff = this.#platform.after(timeoutMs, finish);
      const forget = this.#statuses.add(() => settled() && finish());
      const stay = this.#ends.add(finish);
      if (settled()) {
        finish();
      }
    });
  }

  /** Sends what is left to report and stops following the server. Evaluations go on with the values that are here. */
  close(): void {
    this.#started = false;
    this.#keepNow();
    this.#telemetry?.tell((telemetry) => telemetry.flush());
    this.#source.close();
    this.#settle(false);
    this.#ends.call();
  }

  #ask(asking: Asking): void {
    this.#settle(false);
    this.#keepNow();
    this.#asking = asking;
    this.#telemetry?.tell((telemetry) => telemetry.asks(asking));
    this.#fresh = false;
    this.#become(
      this.#held.position === null
        ? { state: "NOT_READY", reason: "Waiting for the first values." }
        : { state: "STALE", reason: "Serving the values of the context before." },
    );
    this.#source.follow(asking);
  }

  #settle(had: boolean): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve(had);
    }
  }

  #take(values: ReadValues, state: "READY" | "STALE", reason: string): void {
    const changed = this.#held.replace(values, !this.#fresh);
    this.#fresh = true;
    this.#settle(true);
    this.#become({ state, reason });
    this.#changed(changed);
  }

  #lost(reason: string): void {
    if (!this.#fresh) {
      this.#restoreKept();
      this.#settle(false);
    }
    this.#become({ state: this.#held.position === null ? "NOT_READY" : "STALE", reason });
  }

  #refused(reason: string): void {
    this.#settle(false);
    this.#become({ state: "ERROR", reason });
  }

  #restoreKept(): void {
    const kept = this.#store.read(this.#asking.context);
    this.#restore(kept, "Serving the last known values.");
  }

  #restore(values: ReadValues | null, reason: string): void {
    if (values !== null) {
      const changed = this.#held.replace(values, true);
      this.#settle(true);
      this.#become({ state: "STALE", reason });
      this.#changed(changed);
    }
  }

  #changed(keys: readonly string[]): void {
    this.#callOffKeeping();
    this.#callOffKeeping = this.#platform.after(0, () => this.#keepNow());
    if (keys.length === 0) {
      return;
    }
    for (const key of keys) {
      this.#flags.get(key)?.call(key);
    }
    this.#changes.call(keys);
  }

  /** What the server said of this context, and nothing else. */
  #keepNow(): void {
    this.#callOffKeeping();
    const at = this.#held.position;
    if (this.#fresh && at !== null) {
      this.#store.write(this.#asking.context, writeClientValues(at, this.#held.flags));
    }
  }

  #become(status: Status): void {
    if (status.state !== this.#status.state || status.reason !== this.#status.reason) {
      this.#status = status;
      this.#statuses.call(status);
    }
  }
}
