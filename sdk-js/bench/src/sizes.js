/**
 * Measures how much a page, or an edge runtime, loads for the SDK of each candidate, and writes it down. `npm run sizes`,
 * after `npm run build` in the folder above.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const TARGET = fileURLToPath(new URL("../../../docs/reference/sdk-js.md", import.meta.url));
const FOLDER = fileURLToPath(new URL("..", import.meta.url));
const BEGIN = "<!-- generated: sizes -->\n";
const END = "<!-- end of generated: sizes -->\n";
const OURS = "../dist";

/** What is imported to have flags, as each one's own documentation says. */
const PAGES = {
  "**Firstlight**": `export { createClient } from "${OURS}/browser.js";`,
  "**Firstlight**, with React": `export * from "${OURS}/react.js"; export { createClient } from "${OURS}/browser.js";`,
  Unleash: 'export { UnleashClient } from "unleash-proxy-client";',
  Flagsmith: 'export { default } from "flagsmith";',
  "LaunchDarkly, the elder SDK": 'export { initialize } from "launchdarkly-js-client-sdk";',
  LaunchDarkly: 'export { createClient } from "@launchdarkly/js-client-sdk";',
};
const EVALUATORS = {
  "**Firstlight**, for edge runtimes": `export { createClient } from "${OURS}/edge.js";`,
  GrowthBook: 'export { GrowthBook } from "@growthbook/growthbook";',
  ConfigCat: 'export { getClient } from "@configcat/sdk/browser";',
  flagd: 'export { FlagdCore } from "@openfeature/flagd-core";',
};

async function sizesOf(code) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: FOLDER },
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    outdir: "out",
    format: "esm",
    platform: "browser",
    target: "es2022",
    external: ["react"],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const needed = firstOf(metafile.outputs, "out/stdin.js");
  const sizes = outputFiles.map(({ path, contents }) => {
    const first = needed.has(`out/${basename(path)}`);
    return { first, bytes: gzipSync(contents, { level: 9 }).length };
  });
  const sum = (some) => some.reduce((total, { bytes }) => total + bytes, 0);
  return [sum(sizes.filter(({ first }) => first)), sum(sizes)];
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

function versionOf(code) {
  const [, name] = /from "((?:@[^/"]+\/)?[^./"][^/"]*)/.exec(code) ?? [];
  if (name === undefined) return "";
  const path = new URL(`../node_modules/${name}/package.json`, import.meta.url);
  return ` ${JSON.parse(readFileSync(path, "utf8")).version}`;
}

async function table(title, candidates) {
  const rows = [`| ${title} | at first | all |`, "|---|---|---|"];
  for (const [name, code] of Object.entries(candidates)) {
    const kib = (await sizesOf(code)).map((bytes) => (bytes / 1024).toFixed(2));
    rows.push(`| ${name}${versionOf(code)} | ${kib.join(" | ")} |`);
  }
  return `${rows.join("\n")}\n`;
}

const tables = [
  await table("values that a server finds out, for pages", PAGES),
  await table("evaluation in the process", EVALUATORS),
].join("\n");
const page = readFileSync(TARGET, "utf8");
const [head, rest] = page.split(BEGIN);
writeFileSync(TARGET, `${head}${BEGIN}\n${tables}${END}${rest.split(END)[1]}`);
process.stdout.write(tables);
