import type { Platform } from "../platform/platform.js";
import { MOST_BYTES } from "../wire/kill-list.js";
import { bounded } from "./fetches.js";

/** Where a kill list is. */
export interface KillSource {
  /** What is there, where that can be said without waiting; else null. */
  now(): Uint8Array | null;
  /**
   * Hands on what is there, unless it is what was taken the last time.
   *
   * @param take throws where it does not take it
   * @throws Error what taking throws, or that nothing could be read; the message is a sentence for people
   */
  read(take: (list: Uint8Array) => void, signal: AbortSignal): Promise<void>;
}

/** @param place a file's path, or an address of HTTP */
export function killSource(place: string, platform: Platform): KillSource {
  return /^https?:\/\//i.test(place) ? address(place, platform) : file(place, platform);
}

function file(path: string, platform: Platform): KillSource {
  const cannotBeRead = (error: unknown) =>
    new Error(`The kill list cannot be read: ${(error as Error).message}.`);
  return {
    now() {
      try {
        return platform.readFileNow(path, MOST_BYTES);
      } catch (error) {
        throw cannotBeRead(error);
      }
    },
    async read(take) {
      take(
        await platform.readFile(path, MOST_BYTES).catch((error) => {
          throw cannotBeRead(error);
        }),
      );
    },
  };
}

function address(url: string, platform: Platform): KillSource {
  /** Of what was taken: what was refused must not be passed over as known. */
  let tag: string | null = null;
  async function fetched(signal: AbortSignal): Promise<Fetched | null> {
    const headers: Record<string, string> = tag === null ? {} : { "If-None-Match": tag };
    const response = await platform.fetch(url, { headers, signal });
    if (response.status === 200) {
      return { list: await bounded(response, MOST_BYTES), tag: response.headers.get("ETag") };
    }
    await response.body?.cancel();
    if (response.status === 304 && tag !== null) {
      return null;
    }
    throw new Error(`its place answered ${response.status}`);
  }
  return {
    now: () => null,
    async read(take, signal) {
      const answer = await fetched(signal).catch((error) => {
        throw new Error(`The kill list cannot be fetched: ${(error as Error).message}.`);
      });
      if (answer !== null) {
        take(answer.list);
        tag = answer.tag;
      }
    },
  };
}

interface Fetched {
  readonly list: Uint8Array;
  readonly tag: string | null;
}
