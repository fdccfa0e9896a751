// Fails the build when what a page loads at first grows past its budget: minified, after gzip.
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const KIB = 1024;
const folder = fileURLToPath(new URL("..", import.meta.url));

const OTHERS = ["react", "@openfeature/*", "re2js"];
const CLIENT = 'export { createClient } from "@firstlight/sdk";';

/** What is measured: lines of an application, what they cost without, and how much is too much. */
const MEASURED = {
  "browser client": { code: CLIENT, most: 6 * KIB },
  "client for edge runtimes": {
    code: 'export { createClient } from "@firstlight/sdk/edge";',
    most: 9 * KIB,
  },
  "React, beside the client": {
    code: `${CLIENT} export * from "@firstlight/sdk/react";`,
    without: CLIENT,
    most: 2 * KIB,
  },
  "devtools, which pages load for those who want them": {
    code: 'export * from "@firstlight/sdk/devtools";',
    most: 4 * KIB,
  },
  "OpenFeature for pages, beside the client": {
    code: `${CLIENT} export * from "@firstlight/sdk/openfeature/web";`,
    without: CLIENT,
    most: 2 * KIB,
  },
};

async function sizeOf(code) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: folder },
    bundle: true,
    minify: true,
    splitting: true,
    outdir: "out",
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: OTHERS,
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const first = firstOf(metafile.outputs, "out/stdin.js");
  return outputFiles
    .filter(({ path }) => first.has(`out/${basename(path)}`))
    .reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}

/** A file and all that it cannot do without: a bundler puts what several share into files of their own. */
function firstOf(outputs, path, first = new Set()) {
  first.add(path);
  for (const { kind, path: next } of outputs[path].imports) {
    if (kind === "import-statement" && outputs[next] && !first.has(next)) {
      firstOf(outputs, next, first);
    }
  }
  return first;
}

let over = false;
for (const [name, each] of Object.entries(MEASURED)) {
  const size = (await sizeOf(each.code)) - (each.without ? await sizeOf(each.without) : 0);
  over ||= size > each.most;
  const kib = (bytes) => (bytes / KIB).toFixed(2);
  const mark = size > each.most ? "OVER" : "    ";
  process.stdout.write(`${mark} ${name}: ${kib(size)} of ${kib(each.most)} KiB\n`);
}
if (over) process.exit(1);
