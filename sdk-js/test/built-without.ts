import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/**
 * An entry as bundlers make it, put into a directory without the code that it loads later.
 *
 * @returns the entry's exports, and what puts the code there
 */
export async function builtWithout<T>(
  entry: string,
  directory: string,
): Promise<{ entry: T; repair: () => void }> {
  await build({
    entryPoints: { entry },
    bundle: true,
    splitting: true,
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    format: "esm",
    platform: "node",
  });
  const late = fs
    .readdirSync(directory)
    .filter((file) => !/^(?:entry|chunk-.*)\.mjs$/.test(file))
    .map((file) => path.join(directory, file));
  for (const file of late) fs.renameSync(file, `${file}.gone`);
  const loaded = await import(pathToFileURL(path.join(directory, "entry.mjs")).href);
  return {
    entry: loaded as T,
    repair: () => {
      for (const file of late) fs.renameSync(`${file}.gone`, file);
    },
  };
}
