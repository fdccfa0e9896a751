import type { Ruleset } from "../core/ruleset.js";
import type { Platform } from "../platform/platform.js";
import { endpoint } from "../source/endpoint.js";
import type { KillListStatus } from "../source/kill-list-status.js";
import { KillWatch } from "../source/kill-watch.js";
import { RulesetSource } from "../source/ruleset-source.js";
import { DEFAULT_TIMING, type SourceTiming } from "../source/source-config.js";
import type { SourceListener } from "../source/source-listener.js";
import { ContextSample } from "../telemetry/context-sample.js";
import { Telemetry } from "../telemetry/telemetry.js";
import { DEFAULT_TELEMETRY_TIMING, type TelemetryTiming } from "../telemetry/telemetry-config.js";
import type { TelemetryCounts } from "../telemetry/telemetry-counts.js";
import { UnitLog } from "../telemetry/unit-log.js";
import type { ClientValues } from "../wire/client-values.js";
import type { JsonObject } from "../wire/json.js";
import type { Attributes } from "./attributes.js";
import { changedFlags } from "./changed-flags.js";
import { clientValuesOf } from "./client-values-of.js";
import { LocalClient, type LocalOptions } from "./local-client.js";
import { News } from "./news.js";
import type { Status } from "./status.js";

const SDK = { name: "firstlight-node", version: "0.1.0" };

/** How a client is set up. */
export interface ClientOptions extends LocalOptions {
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
export class FlagClient extends LocalClient {
  readonly #source: Pick<RulesetSource, "start" | "kill" | "close">;
  readonly #kills: KillWatch | null;
  readonly #telemetry: Telemetry;
  readonly #news = new News(() => this.ruleset !== null);
  #raw: JsonObject | null = null;
  /** Until somebody wants to hear of changes nobody looks for them. */
  #isWatched = false;

  /** Starts at once and returns without waiting. Use `createClient` of the entry for your platform. */
  constructor(options: ClientOptions, platform: Platform, sourceOf?: RulesetSourceOf) {
    const { sampleContexts, privateAttributes = [], killList } = options;
    const contexts = sampleContexts ? new ContextSample(privateAttributes, platform) : null;
    super(options, new UnitLog(), contexts);
    const { url, sdkKey, region = null, timing } = options;
    this.#telemetry = new Telemetry(
      {
        endpoint: endpoint(url, "/sdk/v1/telemetry"),
        sdkKey,
        sdk: SDK,
        region,
        timing: { ...DEFAULT_TELEMETRY_TIMING, ...timing },
        contexts,
      },
      platform,
      this.journal,
    );
    const config = { url, sdkKey, timing: { ...DEFAULT_TIMING, ...timing } };
    const listener = this.#listener();
    this.#source = sourceOf?.(listener) ?? new RulesetSource(config, platform, listener);
    this.#kills = killList
      ? new KillWatch(killList, config.timing, platform, (kills) => this.#source.kill(kills))
      : null;
    this.#kills?.start(); // before the first ruleset: nobody is to be served what was killed
    this.#source.start();
  }

  #listener(): SourceListener {
    return {
      onRuleset: (ruleset, raw) => {
        this.#telemetry.applied(ruleset);
        this.#swap(ruleset, raw);
      },
      onKills: (ruleset) => {
        this.#telemetry.killed(ruleset);
        this.#swap(ruleset, this.#raw);
      },
      onCurrent: () => this.#news.become("READY", "Following the server."),
      onLost: (reason) => this.#news.become(this.ruleset ? "STALE" : "NOT_READY", reason),
      onRefused: (reason) => {
        this.#telemetry.refused();
        this.#news.become("ERROR", reason);
      },
      onDigestMismatch: () => this.#telemetry.digestMismatch(),
    };
  }

  /**
   * What the flags that browsers may see answer a context, for a page to begin with: `bootstrap` of its client. Null
   * where there is no ruleset yet. The values are the ruleset's own: do not change them. What they are found out for
   * counts as an evaluation in the page, not here.
   */
  valuesFor(context: Attributes): ClientValues | null {
    const ruleset = this.ruleset;
    return ruleset === null ? null : clientValuesOf(ruleset, this.contextOf(context));
  }

  /** Whether values are good, and why not. */
  status(): Status {
    return this.#news.status();
  }

  /** The kill list that is in force; null where the client was given none. */
  killList(): KillListStatus | null {
    return this.#kills?.status() ?? null;
  }

  /** What was reported so far, and what was not. */
  telemetry(): TelemetryCounts {
    return this.#telemetry.counts();
  }

  /** Calls with every new status; the function returned ends that. */
  onStatus(listener: (status: Status) => void): () => void {
    return this.#news.onStatus(listener);
  }

  /** Calls with a flag's key whenever the flag was changed, or its kill came or went; the function returned ends that. */
  onChange(flag: string, listener: (flag: string) => void): () => void {
    this.#isWatched = true;
    return this.#news.onChange(flag, listener);
  }

  /**
   * Calls with each new ruleset, and with the keys of the flags that were changed in it, or whose kill came or went; none
   * where only segments or regions were. The function returned ends that.
   */
  onChanges(listener: (flags: readonly string[]) => void): () => void {
    this.#isWatched = true;
    return this.#news.onChanges(listener);
  }

  /** True as soon as there is a ruleset to evaluate; false where there is none in time or at the close, or the key is refused. */
  ready(timeoutMs: number): Promise<boolean> {
    return this.#news.ready(timeoutMs, (milliseconds, call) => {
      // Not the platform's timer: whoever waits here wants the process to.
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    });
  }

  /**
   * Sends what there is to report without waiting for its time: before a process is frozen, as functions in a cloud are.
   * Never throws.
   */
  flush(): Promise<void> {
    return this.#telemetry.flush();
  }

  /** Sends what is left to report, at most two seconds, and stops. */
  async close(): Promise<void> {
    this.#news.end();
    await Promise.all([this.#source.close(), this.#kills?.close(), this.#telemetry.close()]);
  }

  #swap(ruleset: Ruleset, raw: JsonObject | null): void {
    const old = { ruleset: this.ruleset, raw: this.#raw };
    this.serve(ruleset);
    this.#raw = raw;
    if (old.ruleset === null) {
      this.#news.become("STALE", "Serving the last known ruleset while connecting.");
    }
    if (this.#isWatched) {
      this.#news.changed(changedFlags(old, { ruleset, raw }));
    }
  }
}
