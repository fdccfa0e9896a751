import {
  type EvaluationContext,
  type JsonValue,
  OpenFeatureEventEmitter,
  type Provider,
  ProviderFatalError,
  ProviderNotReadyError,
  type ResolutionDetails,
  ServerProviderEvents,
} from "@openfeature/server-sdk";
import type { FlagClient } from "../client/flag-client.js";
import { Announcer } from "./announcer.js";
import { detailsOf } from "./details.js";

const READY_MS = 10_000;

/** How a provider is set up. */
export interface ProviderOptions {
  /** How long a start waits for the first values, in milliseconds; 10,000 where it is left out. */
  readonly readyTimeoutMs?: number;
}

/** Answers OpenFeature's SDK for servers from a client for Node.js, which it closes with itself. */
export class FirstlightProvider implements Provider {
  readonly runsOn = "server";
  readonly metadata = { name: "Firstlight" } as const;
  readonly events = new OpenFeatureEventEmitter();
  readonly #client: FlagClient;
  readonly #readyTimeoutMs: number;
  readonly #announcer: Announcer;

  constructor(client: FlagClient, { readyTimeoutMs = READY_MS }: ProviderOptions = {}) {
    this.#client = client;
    this.#readyTimeoutMs = readyTimeoutMs;
    const { Ready, Stale, Error: Failed, ConfigurationChanged } = ServerProviderEvents;
    this.#announcer = new Announcer(client, {
      ready: () => this.events.emit(Ready),
      stale: (message) => this.events.emit(Stale, { message }),
      fatal: (message) => this.events.emit(Failed, { message, errorCode: fatal(message).code }),
      changed: (flagsChanged) => this.events.emit(ConfigurationChanged, { flagsChanged }),
    });
  }

  /**
   * Waits for the first values.
   *
   * @throws ProviderFatalError where the server refuses the key
   * @throws ProviderNotReadyError where none came in time; the provider goes on trying, and says so when it is ready
   */
  async initialize(): Promise<void> {
    const had = await this.#client.ready(this.#readyTimeoutMs);
    const { state, reason } = this.#client.status();
    this.#announcer.start();
    if (state === "ERROR") {
      throw fatal(reason);
    }
    if (!had) {
      throw new ProviderNotReadyError(reason);
    }
  }

  /** Closes the client. */
  async onClose(): Promise<void> {
    this.#announcer.stop();
    await this.#client.close();
  }

  async resolveBooleanEvaluation(
    flagKey: string,
    defaultValue: boolean,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<boolean>> {
    return detailsOf(this.#client.booleanEvaluation(flagKey, context, defaultValue));
  }

  async resolveStringEvaluation(
    flagKey: string,
    defaultValue: string,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<string>> {
    return detailsOf(this.#client.stringEvaluation(flagKey, context, defaultValue));
  }

  async resolveNumberEvaluation(
    flagKey: string,
    defaultValue: number,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<number>> {
    return detailsOf(this.#client.numberEvaluation(flagKey, context, defaultValue));
  }

  async resolveObjectEvaluation<T extends JsonValue>(
    flagKey: string,
    defaultValue: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    return detailsOf(this.#client.objectEvaluation(flagKey, context, defaultValue));
  }

  /** Reports that the event of a metric of this name happened, or what was measured where the details have a value. */
  track(
    trackingEventName: string,
    context: EvaluationContext,
    details?: { readonly value?: number },
  ): void {
    this.#client.track(trackingEventName, context, details?.value);
  }
}

function fatal(reason: string): ProviderFatalError {
  return new ProviderFatalError(reason);
}
