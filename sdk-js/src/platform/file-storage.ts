import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Storage } from "./platform.js";

const DIGEST_LENGTH = 64;

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
      const aside = `${resolve(name)}.${process.pid}.tmp`;
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

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
