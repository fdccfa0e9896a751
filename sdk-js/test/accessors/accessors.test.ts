import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { accessorsOf } from "../../src/accessors/accessors.js";
import { type ManifestFlag, readManifest } from "../../src/accessors/manifest.js";
import { namesOf } from "../../src/accessors/names.js";
import { TestFlags } from "../../src/testing.js";

const FOLDER = fileURLToPath(new URL("../..", import.meta.url));
const MANIFEST = JSON.parse(readFileSync(new URL("manifest.json", import.meta.url), "utf8"));
describe("accessors of flags", () => {
  it("answer what the client answers, and else the manifest's default", async () => {
    const text = accessorsOf(readManifest(MANIFEST), "node");
    const script = text
      .replace(/^import.*$/m, "")
      .replaceAll(/: (Attributes|boolean|string|number|Readonly<[^=]*>)(?=\)? ?=>|\))/g, "")
      .replace(/\(client: [^{]*\{/, "(client) {");
    const made = await import(`data:text/javascript,${encodeURIComponent(script)}`);
    const flags = new TestFlags({ "search-rollout": true });
    const asked = made.flagsOf(flags.client());
    assert.equal(asked.searchRollout({ targetingKey: "alice" }), true);
    assert.equal(asked.welcomeBanner({}), "control");
    assert.deepEqual(asked.theme({}), { color: "blue" });
  });

  it("are the same of a file by key as of the API's list", () => {
    const entries = readManifest(MANIFEST).map(({ key, type, fallback, description }) => [
      key,
      { flagType: type, defaultValue: fallback, ...(description !== null && { description }) },
    ]);
    const file = { flags: Object.fromEntries(entries) };
    assert.deepEqual(readManifest(file), readManifest(MANIFEST));
  });

  it("cannot be made to hold anything else by what a manifest says", () => {
    const flag: ManifestFlag = {
      key: 'a"); evil(); ("',
      type: "object",
      fallback: JSON.parse('{"__proto__": {"x": 1}, "b": "\\u2028\\"); evil(\\""}'),
      description: "*/ evil(); /*\n*/ evil();",
    };
    for (const target of ["node", "browser", "react"] as const) {
      const text = accessorsOf([flag], target);
      const code = text.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\*.*?\*\//gs, "");
      assert.ok(!code.includes("evil"), code);
      assert.ok(!text.includes("__proto__"));
    }
  });

  it("have names that a program can have, each only once", () => {
    const names = namesOf(["a-b", "a.b", "a_b", "2fast", "new", "Ärger-los", "x..y"]);
    assert.deepEqual(
      [...names.values()],
      ["aB", "aB2", "aB3", "flag2fast", "new", "ärgerLos", "xY"],
    );
  });

  it("are not made of what is no manifest", () => {
    const refused: [unknown, RegExp][] = [
      [null, /no manifest/],
      [{ flags: 1 }, /no manifest/],
      [{ flags: [{ type: "boolean", defaultValue: true }] }, /\/flags\/0 has no key/],
      [
        { flags: { a: { flagType: "color", defaultValue: 1 } } },
        /\/flags\/a is of the type 'color'/,
      ],
      [{ flags: { a: { flagType: "toString", defaultValue: 1 } } }, /of the type 'toString'/],
      [
        { flags: { a: { flagType: "boolean", defaultValue: 1 } } },
        /default that is not of its type/,
      ],
      [
        { flags: { a: { flagType: "object", defaultValue: [] } } },
        /default that is not of its type/,
      ],
      [{ flags: [1] }, /\/flags\/0 has no key/],
    ];
    for (const [manifest, problem] of refused) {
      assert.throws(() => readManifest(manifest), problem);
    }
    const flag = { key: "a", type: "boolean", defaultValue: true };
    assert.throws(() => readManifest({ flags: [flag, flag] }), /twice/);
  });
});

describe("firstlight-types", () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ status: number | null; out: string; err: string }>((resolve) => {
      const script = path.join(FOLDER, "src/bin/firstlight-types.ts");
      const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
        cwd: FOLDER,
        env: { ...process.env, ...env },
      });
      let [out, err] = ["", ""];
      child.stdout.on("data", (piece) => (out += piece));
      child.stderr.on("data", (piece) => (err += piece));
      child.on("close", (status) => resolve({ status, out, err }));
    });

  it("asks a server with a token, and writes to where it is told", async () => {
    const server = http.createServer((request, response) => {
      const known = request.headers.authorization === "Bearer t";
      const is = known && request.url === "/openfeature/v0/manifest";
      response.writeHead(is ? 200 : 401).end(is ? JSON.stringify(MANIFEST) : "{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const [made, refused, misused, missing] = await Promise.all([
      run(["--for", "react", url], { FIRSTLIGHT_TOKEN: "t" }),
      run([url], { FIRSTLIGHT_TOKEN: "" }),
      run(["--for", "cobol", url]),
      run(["test/accessors/nowhere.json"]),
    ]);
    assert.equal(made.out, accessorsOf(readManifest(MANIFEST), "react"));
    assert.deepEqual([refused.status, misused.status, missing.status], [1, 2, 1]);
    assert.match(refused.err, /answered 401/);
    assert.match(misused.err, /^firstlight-types \[--for/);
    server.close();
  });
});
