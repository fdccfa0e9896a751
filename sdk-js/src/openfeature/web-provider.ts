import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderEvents,
  ProviderFatalError,
  ProviderNotReadyError,
  type ResolutionDetails,
} from "@openfeature/web-sdk";
import type { BrowserClient } from "../client/browser-client.js";
import { Announcer } from "./announcer.js";
import { detailsOf } from "./details.js";

const READY_MS = 10_000;

/** How a provider is set up. */
export interface WebProviderOptions {
  /** How long a start waits for the first values, in milliseconds; 10,000 where it is left out. */
  readonly readyTimeoutMs?: number;
  /** What your server made of a context, where the environment is in secure mode; see `contextHash` of the client. */
  readonly contextHashOf?: (context: EvaluationContext) => string | null;
}

/**
 * Answers OpenFeature's SDK for pages from a client for browsers: one of `makeClient`, which this starts with
 * OpenFeature's context in place of its own, and closes with itself.
 */
export class FirstlightWebProvider implements Provider {
  readonly runsOn = "client";
  readonly metadata = { name: "Firstlight" } as const;
  readonly events = new OpenFeatureEventEmitter();
  readonly #client: BrowserClient;
  readonly #options: WebProviderOptions;
  readonly #announcer: Announcer;
  #identifications = 0;

  constructor(client: BrowserClient, options: WebProviderOptions = {}) {
    this.#client = client;
    this.#options = options;
    const { Ready, Stale, Error: Failed, ConfigurationChanged } = ProviderEvents;
    this.#announcer = new Announcer(client, {
      ready: () => this.events.emit(Ready),
      stale: (message) => this.events.emit(Stale, { message }),
      fatal: (message) => this.events.emit(Failed, { message }),
      changed: (flagsChanged) => this.events.emit(ConfigurationChanged, { flagsChanged }),
    });
  }

  /**
   * Starts the client and waits for the first values of this context; last known ones will do.
   *
   * @throws ProviderFatalError where the server refuses to answer
   * @throws ProviderNotReadyError where none came in time; the provider goes on trying, and says so when it is ready
   */
  async initialize(context: EvaluationContext = {}): Promise<void> {
    void this.#client.identify(context, this.#hashOf(context));
    this.#client.start();
    const had = await this.#client.ready(this.#options.readyTimeoutMs ?? READY_MS);
    const { state, reason } = this.#client.status();
    this.#announcer.start();
    if (state === "ERROR") {
      throw new ProviderFatalError(reason);
    }
    if (!had) {
      throw new ProviderNotReadyError(reason);
    }
  }

  /**
   * Waits for the values of a new context. The ones before stay until then.
   *
   * @throws ProviderNotReadyError where they cannot be had now; the provider goes on trying, and says so when it has them
   */
  async onContextChange(_before: EvaluationContext, context: EvaluationContext): Promise<void> {
    const identification = ++this.#identifications;
    const had = await this.#client.identify(context, this.#hashOf(context));
    if (!had && identification === this.#identifications) {
      throw new ProviderNotReadyError(this.#client.status().reason);
    }
  }

  /** Closes the client. */
  async onClose(): Promise<void> {
    this.#announcer.stop();
    this.#client.close();
  }

  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): ResolutionDetails<boolean> {
    return detailsOf(this.#client.booleanEvaluation(flagKey, defaultValue));
  }

  resolveStringEvaluation(flagKey: string, defaultValue: string): ResolutionDetails<string> {
    return detailsOf(this.#client.stringEvaluation(flagKey, defaultValue));
  }

  resolveNumberEvaluation(flagKey: string, defaultValue: number): ResolutionDetails<number> {
    return detailsOf(this.#client.numberEvaluation(flagKey, defaultValue));
  }

  resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
  ): ResolutionDetails<T> {
    return detailsOf(this.#client.objectEvaluation(flagKey, defaultValue));
  }

  /**
   * Reports that the event of a metric of this name happened to the context, or what was measured where the details
   * have a value.
   */
  track(
    trackingEventName: string,
    _context?: EvaluationContext,
    details?: { readonly value?: number },
  ): void {
    this.#client.track(trackingEventName, details?.value);
  }

  #hashOf(context: EvaluationContext): string | null {
    return this.#options.contextHashOf?.(context) ?? null;
  }
}
