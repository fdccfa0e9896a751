import type { Large } from "../core/segment-spec.js";
import type { Platform } from "../platform/platform.js";
import { endpoint } from "./endpoint.js";
import { cannotBeHad } from "./large-segments.js";
import { readText } from "./read-text.js";
import { RefusedError } from "./refusals.js";
import type { SourceConfig } from "./source-config.js";

/** Of a ruleset, as in a stream. */
export const MOST_BYTES = 16 * 1024 * 1024;

/** What is fetched whole from the server: a ruleset, or the keys of a large segment. */
export class Fetches {
  readonly #config: SourceConfig;
  readonly #platform: Pick<Platform, "fetch">;
  readonly #closing: AbortSignal;

  constructor(config: SourceConfig, platform: Pick<Platform, "fetch">, closing: AbortSignal) {
    this.#config = config;
    this.#platform = platform;
    this.#closing = closing;
  }

  async ruleset(): Promise<string> {
    const response = await this.#get("/sdk/v1/ruleset", this.#config.timing.answer);
    return readText(response, MOST_BYTES);
  }

  /** The hashes of a segment's keys, in the version that is meant. */
  async segment(key: string, large: Large): Promise<Uint8Array> {
    const { answer, silence } = this.#config.timing;
    const path = `/sdk/v1/segments/${encodeURIComponent(key)}?version=${large.version}`;
    try {
      const response = await this.#get(path, answer + silence);
      const tag = response.headers.get("ETag");
      if (tag !== `"${large.version}"`) {
        throw new Error(`the server sent another version, with the ETag ${tag}`);
      }
      return await bounded(response, large.count * 8);
    } catch (error) {
      if (error instanceof RefusedError) {
        throw error;
      }
      throw new Error(cannotBeHad(key, large, (error as Error).message));
    }
  }

  async #get(path: string, patience: number): Promise<Response> {
    const { url, sdkKey } = this.#config;
    const response = await this.#platform.fetch(endpoint(url, path), {
      headers: { Authorization: `Bearer ${sdkKey}` },
      signal: AbortSignal.any([this.#closing, AbortSignal.timeout(patience)]),
    });
    if (response.status === 401 || response.status === 403) {
      throw new RefusedError(response.status);
    }
    if (!response.ok) {
      throw new Error(`the server answered ${response.status}`);
    }
    return response;
  }
}

/** All of a body, if it is no larger than it may be. */
export async function bounded(response: Response, most: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(most);
  let length = 0;
  // A body is an async iterable wherever there is fetch on a server; the types do not say so.
  const body = (response.body ?? []) as unknown as AsyncIterable<Uint8Array>;
  for await (const piece of body) {
    if (length + piece.length > most) {
      throw new Error(`the answer is larger than ${most} bytes`);
    }
    bytes.set(piece, length);
    length += piece.length;
  }
  return bytes.subarray(0, length);
}
