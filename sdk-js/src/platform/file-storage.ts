import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Storage } from "./platform.js";

const DIGEST_LENGTH = 64;

const PAUSE_MS = 10;
/** A write takes milliseconds: who has a turn for two seconds was killed. */
const FORGOTTEN = 200;
const TRIES = 2 * FORGOTTEN;

/**
 * Files that are whole or as they were: written aside, forced to disk, renamed; their checksum in a line before them.
 *
 * @param prefix what the names of all of them begin with
 */
export function fileStorage(directory: string, prefix: string): Storage {
  const resolve = (name: string) => path.join(directory, prefix + name);
  return {
    read(name) {
      try {
        const file = fs.readFileSync(resolve(name));
        const body = file.subarray(DIGEST_LENGTH + 1);
        return sha256(body) === file.toString("latin1", 0, DIGEST_LENGTH) ? body : null;
      } catch {
        return null;
      }
    },
    async write(name, body) {
      // Several clients, and workers, may keep the same file.
      const aside = `${resolve(name)}.${randomUUID()}.tmp`;
      await fs.promises.mkdir(directory, { recursive: true });
      try {
        const file = await fs.promises.open(aside, "w", 0o600);
        try {
          await file.writeFile(`${sha256(body)}\n`);
          await file.writeFile(body);
          await file.sync();
        } finally {
          await file.close();
        }
        await fs.promises.rename(aside, resolve(name));
      } finally {
        await fs.promises.rm(aside, { force: true });
      }
    },
    async alone(name, work) {
      await fs.promises.mkdir(directory, { recursive: true });
      const mark = `${resolve(name)}.lock`;
      await turn(mark);
      try {
        return await work();
      } finally {
        await fs.promises.rm(mark, { force: true });
      }
    },
    async list() {
      const names = (await fs.promises.readdir(directory)).filter((name) =>
        name.startsWith(prefix),
      );
      const ages = names.map(async (name) => {
        const { mtimeMs } = await fs.promises.stat(path.join(directory, name));
        return { name: name.slice(prefix.length), age: Date.now() - mtimeMs };
      });
      return Promise.all(ages);
    },
    async remove(name) {
      await fs.promises.rm(resolve(name), { force: true });
    },
  };
}

/** Makes a file that nobody else can make until it is gone; waits four seconds at most. */
async function turn(mark: string): Promise<void> {
  let last: number | null = null;
  let same = 0;
  for (let tries = 1; ; tries++) {
    try {
      const made = await fs.promises.open(mark, "wx", 0o600);
      return await made.close();
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== "EEXIST" || tries === TRIES) {
        throw e;
      }
    }
    const made = await madeAt(mark);
    same = made !== null && made === last ? same + 1 : 0;
    last = made;
    if (same === FORGOTTEN) {
      await fs.promises.rm(mark, { force: true });
    } else {
      await setTimeout(PAUSE_MS);
    }
  }
}

/** Null where it is gone by now. */
async function madeAt(mark: string): Promise<number | null> {
  try {
    return (await fs.promises.stat(mark)).mtimeMs;
  } catch {
    return null;
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
