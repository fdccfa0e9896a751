import { randomUUID } from "node:crypto";
import { ed25519 } from "./ed25519.js";
import { readFile, readFileNow } from "./file-reading.js";
import { fileStorage, sha256 } from "./file-storage.js";
import type { Platform } from "./platform.js";

/**
 * Node.js as a platform.
 *
 * @param directory where the last known ruleset is kept, null for nowhere
 * @param identity tells servers and keys apart, so that nobody starts with another environment's flags
 */
export function nodePlatform(directory: string | null, identity: string): Platform {
  const name = sha256(new TextEncoder().encode(identity)).slice(0, 16);
  return {
    fetch: globalThis.fetch,
    sha256,
    ed25519,
    readFile,
    readFileNow,
    now: () => performance.now(),
    random: Math.random,
    uuid: randomUUID,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      timer.unref();
      return () => clearTimeout(timer);
    },
    storage: directory === null ? null : fileStorage(directory, `firstlight-${name}`),
  };
}
