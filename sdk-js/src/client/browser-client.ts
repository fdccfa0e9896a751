import type { Evaluation } from "../core/evaluation.js";
import type { BrowserPlatform } from "../platform/browser-platform.js";
import { type Asking, askingOf, isSame } from "../source/asking.js";
import { endpoint } from "../source/endpoint.js";
import { DEFAULT_TIMING } from "../source/source-config.js";
import { ValueSource, type ValueSourceListener } from "../source/value-source.js";
import { ValueStore } from "../source/value-store.js";
import { LazyTelemetry } from "../telemetry/lazy-telemetry.js";
import {
  type Answer,
  type ReadValues,
  readClientValues,
  writeClientValues,
} from "../wire/client-values.js";
import type { Attributes } from "./attributes.js";
import type { BrowserClientOptions } from "./browser-client-options.js";
import { HeldValues } from "./held-values.js";
import { News, WAITING } from "./news.js";
import { type AskedType, noAnswer, pageEvaluation } from "./page-evaluation.js";
import { PageFlags } from "./page-flags.js";
import type { Status } from "./status.js";

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
export class BrowserClient extends PageFlags {
  readonly #platform: BrowserPlatform;
  readonly #source: Pick<ValueSource, "start" | "follow" | "close">;
  readonly #store: ValueStore;
  readonly #telemetry: LazyTelemetry | null;
  readonly #held = new HeldValues();
  /** What was here before anything was asked: the same on the server that rendered the page and in the page. */
  readonly #bootstrap: ReadValues | null;
  readonly #news = new News(() => this.#held.position !== null);
  #asking: Asking;
  /** Whether the values are the server's for the context that is asked for. */
  #fresh = false;
  #started = false;
  #waiting: ((had: boolean) => void)[] = [];
  #callOffKeeping: () => void = () => {};

  /**
   * Does nothing yet; see {@link start}. Use `createClient`, which starts it.
   *
   * @throws TypeError where url or sdkKey is missing, or the key is a server key, which no page may have
   */
  constructor(options: BrowserClientOptions, platform: BrowserPlatform, sourceOf?: ValueSourceOf) {
    super();
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
      onCurrent: () => this.#news.become("READY", FOLLOWING),
      onPolled: (values) => this.#take(values, "STALE", "No stream gets through."),
      onHidden: () => this.#leave(),
      onLost: (reason) => this.#lost(reason),
      onRefused: (reason) => this.#refused(reason),
      at: () => (this.#fresh ? this.#held.position : null),
    };
    this.#source =
      sourceOf?.(listener) ?? new ValueSource({ url, sdkKey, timing }, platform, listener);
    this.#bootstrap = readClientValues(options.bootstrap);
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

  /**
   * What a flag answers now, null where nothing is known of it. The same object for as long as it answers the same, so
   * that whoever renders it can compare by identity.
   */
  answer(flag: string): Answer | null {
    return this.#held.answer(flag);
  }

  /** What all flags answer that anything is known of, by key. */
  answers(): ReadonlyMap<string, Answer> {
    return this.#held.flags;
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
        ? noAnswer(at === null ? this.status() : null, flag, fallback, at?.revision ?? 0)
        : pageEvaluation(answer, wanted, fallback, at?.revision ?? 0);
    this.#telemetry?.tell((telemetry) => telemetry.evaluated(flag, evaluation, at));
    return evaluation;
  }

  /**
   * Says that a metric's event happened to the context, or what was measured, for the releases that watch the metric;
   * without `telemetry` in the options nothing is said.
   *
   * @param metric the metric's key
   * @param value what was measured, in the metric's unit, such as milliseconds; left out for an event. What is not a
   *     finite number is passed over
   */
  track(metric: string, value: number | null = null): void {
    this.#telemetry?.tell((telemetry) => telemetry.happened(metric, value));
  }

  /**
   * Asks for another context from now on. The values of the one before stay until those of the new one are here, all at
   * once; of several calls the last one counts.
   *
   * @param contextHash as in the options, for this context
   * @returns true as soon as there are values for this context; false where they cannot be had now (the client goes on
   *     trying), the context cannot be read, or another call came after
   */
  async identify(context: Attributes, contextHash: string | null = null): Promise<boolean> {
    const asking = askingOf(context, contextHash);
    if (asking === null) {
      return false;
    }
    if (!isSame(this.#asking, asking)) {
      this.#ask(asking);
    } else if (!this.#fresh && this.status().state === "ERROR") {
      this.#source.follow(asking);
    }
    return this.#started && !this.#fresh
      ? new Promise((resolve) => this.#waiting.push(resolve))
      : this.#fresh;
  }

  /** Whether values are good, and why not. */
  status(): Status {
    return this.#news.status();
  }

  /** Calls with every new status; the function returned ends that. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#news.onStatus(listener);
  }

  /** Calls with a flag's key whenever the flag answers otherwise than before; the function returned ends that. */
  onChange(flag: string, listener: (flag: string) => void): () => void {
    return this.#news.onChange(flag, listener);
  }

  /** Calls with the keys of the flags that answer otherwise than before; the function returned ends that. */
  onChanges(listener: (flags: readonly string[]) => void): () => void {
    return this.#news.onChanges(listener);
  }

  /** Calls whom {@link onChange} and {@link onChanges} know, for tools that answer in this client's place. */
  tell(flags: readonly string[]): void {
    this.#news.changed(flags);
  }

  /** True as soon as there are values; false where there are none in time or at the close, or the server refuses. */
  ready(timeoutMs: number): Promise<boolean> {
    return this.#news.ready(timeoutMs, this.#platform.after);
  }

  /** Sends what is left to report and stops following the server. Evaluations go on with the values that are here. */
  close(): void {
    this.#started = false;
    this.#leave();
    this.#source.close();
    this.#settle(false);
    this.#news.end();
  }

  /** Nothing that is here is lost, whatever comes now. */
  #leave(): void {
    this.#keepNow();
    this.#telemetry?.tell((telemetry) => telemetry.flush());
  }

  #ask(asking: Asking): void {
    this.#settle(false);
    this.#keepNow();
    this.#asking = asking;
    this.#telemetry?.tell((telemetry) => telemetry.asks(asking));
    this.#fresh = false;
    const { position } = this.#held;
    this.#unsure(position ? "Serving the values of the context before." : WAITING);
    this.#source.follow(asking);
  }

  #settle(had: boolean): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve(had);
    }
  }

  #take(values: ReadValues, state: "READY" | "STALE", reason: string, fresh = true): void {
    const changed = this.#held.replace(values, !this.#fresh);
    this.#fresh ||= fresh;
    this.#settle(true);
    this.#news.become(state, reason);
    this.#changed(changed);
  }

  #lost(reason: string): void {
    if (!this.#fresh) {
      this.#restoreKept();
      this.#settle(false);
    }
    this.#unsure(reason);
  }

  #unsure(reason: string): void {
    this.#news.become(this.#held.position === null ? "NOT_READY" : "STALE", reason);
  }

  #refused(reason: string): void {
    this.#settle(false);
    this.#news.become("ERROR", reason);
  }

  #restoreKept(): void {
    const kept = this.#store.read(this.#asking.context);
    this.#restore(kept, "Serving the last known values.");
  }

  /** Only where there are none of the server's. */
  #restore(values: ReadValues | null, reason: string): void {
    if (values !== null) {
      this.#take(values, "STALE", reason, false);
    }
  }

  #changed(keys: readonly string[]): void {
    this.#callOffKeeping();
    this.#callOffKeeping = this.#platform.after(0, () => this.#keepNow());
    if (keys.length > 0) {
      this.tell(keys);
    }
  }

  /** What the server said of this context, and nothing else. */
  #keepNow(): void {
    this.#callOffKeeping();
    const at = this.#held.position;
    if (this.#fresh && at !== null) {
      this.#store.write(this.#asking.context, writeClientValues(at, this.#held.flags));
    }
  }
}
