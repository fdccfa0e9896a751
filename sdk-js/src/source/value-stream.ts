import type { BrowserPlatform } from "../platform/browser-platform.js";
import { type Position, type ReadValues, readClientValues } from "../wire/client-values.js";
import { parseJson } from "../wire/json.js";
import { isJsonObject, member } from "../wire/json-object.js";
import type { Asking } from "./asking.js";
import { endpoint } from "./endpoint.js";
import { readEvents } from "./event-reading.js";
import { readText } from "./read-text.js";
import { UnavailableError } from "./refusals.js";
import type { SourceTiming } from "./source-config.js";

const MOST_BYTES = 4 * 1024 * 1024;
const MOST_PROBLEM_BYTES = 64 * 1024;
/** The answers that the same question gets again. */
const FINAL = [400, 401, 403, 413, 422];

/** Where values come from. */
export interface ValueSourceConfig {
  readonly url: string;
  readonly sdkKey: string;
  readonly timing: SourceTiming;
}

/** The server will answer this question so again: there is no point in asking before another is asked. */
export class QuestionRefusedError extends Error {}

/** Asks the server for one context's values. */
export class ValueRequests {
  readonly #config: ValueSourceConfig;
  readonly #platform: BrowserPlatform;
  readonly #asking: Asking;
  #tag = "";

  constructor(config: ValueSourceConfig, platform: BrowserPlatform, asking: Asking) {
    this.#config = config;
    this.#platform = platform;
    this.#asking = asking;
  }

  /**
   * Follows the values until the stream breaks, which it does sooner or later.
   *
   * @param at where the values are that are here, null where none of this context are
   * @param listener is given what comes
   * @throws QuestionRefusedError, UnavailableError, or another Error where the stream broke
   */
  stream(at: () => Position | null, listener: ValueListener, closing: AbortSignal): Promise<void> {
    return readEvents({
      platform: this.#platform,
      timing: this.#config.timing,
      closing,
      mostBytes: MOST_BYTES,
      open: async (signal) => {
        const position = at();
        const id = position === null ? "" : `${position.epoch}-${position.revision}`;
        const response = await this.#post("stream", "Last-Event-ID", id, signal);
        return response.body ?? Promise.reject(new Error("no body"));
      },
      onEvent({ type, data }) {
        if (type === "values") {
          listener.onValues(required(data));
        } else if (type === "change") {
          listener.onChange(required(data));
        }
        return false;
      },
      // The first comment comes before anything else: where there are values they are taken for current until others come.
      onComment: () => at() !== null && listener.onCurrent(),
    });
  }

  /** All values, for where streams do not get through; null where they are the same as the last time. */
  async fetch(signal: AbortSignal): Promise<ReadValues | null> {
    const response = await this.#post("evaluate", "If-None-Match", this.#tag, signal);
    if (response.status === 304) {
      return null;
    }
    const values = required(await readText(response, MOST_BYTES));
    this.#tag = response.headers.get("ETag") ?? "";
    return values;
  }

  async #post(
    path: "evaluate" | "stream",
    header: string,
    known: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const { context, hash } = this.#asking;
    const response = await this.#platform.fetch(endpoint(this.#config.url, `/client/v1/${path}`), {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.#config.sdkKey}`,
        "Content-Type": "application/json",
        ...(hash !== null && { "X-Firstlight-Context-Hash": hash }),
        ...(known !== "" && { [header]: known }),
      },
      body: `{"context":${context}}`,
      cache: "no-store",
      credentials: "omit",
      signal,
    });
    if (response.ok || response.status === 304) {
      return response;
    }
    const said = await readText(response, MOST_PROBLEM_BYTES).catch(() => "");
    if (FINAL.includes(response.status)) {
      throw new QuestionRefusedError(refusal(response.status, said));
    }
    throw new UnavailableError(response);
  }
}

/** Hears what a source of values brings. */
export interface ValueListener {
  onValues(values: ReadValues): void;
  onChange(change: ReadValues): void;
  /** What is here is what the server has. */
  onCurrent(): void;
}

function required(text: string): ReadValues {
  const values = readClientValues(parseJson(text));
  if (values === null) {
    throw new Error("these are no values");
  }
  return values;
}

function refusal(status: number, said: string): string {
  let detail: unknown = null;
  try {
    const problem = parseJson(said);
    detail = isJsonObject(problem) ? member(problem, "detail") : null;
  } catch {
    // A proxy's words, perhaps.
  }
  const why = typeof detail === "string" ? detail.slice(0, 300) : "no reason given";
  return `The server refuses to answer (${status}): ${why}`;
}
