import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Platform, Storage } from "./platform.js";

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

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
    now: () => performance.now(),
    random: Math.random,
    uuid: randomUUID,
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      timer.unref();
      return () => clearTimeout(timer);
    },
    storage:
      directory === null ? null : fileStorage(path.join(directory, `firstlight-${name}.ruleset`)),
  };
}

/** A file that is whole or as it was: written aside, forced to disk, renamed; its checksum before it. */
export function fileStorage(file: string): Storage {
  return {
    read() {
      try {
        const text = fs.readFileSync(file, "utf8");
        const json = text.slice(65);
        return sha256(new TextEncoder().encode(json)) === text.slice(0, 64) ? json : null;
      } catch {
        return null;
      }
    },
    write(json) {
      const aside = `${file}.${process.pid}.tmp`;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      const descriptor = fs.openSync(aside, "w", 0o600);
      try {
        fs.writeSync(descriptor, `${sha256(new TextEncoder().encode(json))}\n${json}`);
        fs.fsyncSync(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      fs.renameSync(aside, file);
    },
  };
}
