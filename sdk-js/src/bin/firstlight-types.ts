#!/usr/bin/env node
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { accessorsOf, TARGETS, type Target } from "../accessors/accessors.js";
import { readManifest } from "../accessors/manifest.js";

const USAGE = `firstlight-types [--for node|browser|react] [--out FILE] MANIFEST

Writes typed accessors of the flags in a manifest of OpenFeature.

MANIFEST  a file, or an address such as https://flags.example.org, of which /openfeature/v0/manifest is asked
--for     what they are for: a client of Node.js or of the edge (node, the default), one of pages, or React
--out     where they are written; to the standard output where it is left out

An address is asked with the token in FIRSTLIGHT_TOKEN, where there is one.
`;
const WRONG_USE = 2;
const WRONG_MANIFEST = 1;
const PATIENCE_MS = 30_000;

async function run(): Promise<number> {
  const asked = read();
  if (asked === null) {
    process.stderr.write(USAGE);
    return WRONG_USE;
  }
  try {
    const text = accessorsOf(readManifest(JSON.parse(await fetched(asked.from))), asked.target);
    if (asked.out === undefined) {
      process.stdout.write(text);
    } else {
      await writeFile(asked.out, text);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${asked.from}: ${(error as Error).message}\n`);
    return WRONG_MANIFEST;
  }
}

function read(): { from: string; target: Target; out: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      options: { for: { type: "string", default: "node" }, out: { type: "string" } },
      allowPositionals: true,
    });
    const [from, ...more] = positionals;
    const target = TARGETS.find((each) => each === values.for);
    return from === undefined || more.length > 0 || target === undefined
      ? null
      : { from, target, out: values.out };
  } catch {
    return null; // an option that there is not
  }
}

async function fetched(from: string): Promise<string> {
  if (!/^https?:\/\//.test(from)) {
    return readFile(from, "utf8");
  }
  const url = new URL(from);
  if (url.pathname === "/") {
    url.pathname = "/openfeature/v0/manifest";
  }
  const token = process.env.FIRSTLIGHT_TOKEN;
  const response = await fetch(url, {
    headers: token ? { Authorization: `Bearer ${token}` } : {},
    redirect: "error", // the token is for nobody else
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) {
    throw new Error(`The server answered ${response.status}.`);
  }
  return response.text();
}

run().then((status) => {
  process.exitCode = status;
});
