import fs from "node:fs";

/** All of a file, if it is one and no larger than it may be. */
export async function readFile(path: string, most: number): Promise<Uint8Array> {
  check(await fs.promises.stat(path), most);
  return fs.promises.readFile(path);
}

/** As {@link readFile}, at once. */
export function readFileNow(path: string, most: number): Uint8Array {
  check(fs.statSync(path), most);
  return fs.readFileSync(path);
}

/** Before it is opened: a pipe would be waited for, and a device has no end. */
function check(stats: fs.Stats, most: number): void {
  if (!stats.isFile()) {
    throw new Error("it is no file");
  }
  if (stats.size > most) {
    throw new Error(`it is larger than ${most} bytes`);
  }
}
