// Applications that embed the SDKs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { app, root } from "./server.mjs";
import { PROJECT } from "./world.mjs";

const { createClient } = await import(pathToFileURL(join(root, "sdk-js/dist/node.js")).href);

export async function makeKey({ api }, project = PROJECT) {
  const { key } = await api.post(`projects/${project}/environments/production/keys`, {
    name: "figures",
    kind: "server",
  });
  return key;
}

/** The SDK for JavaScript, and when a flag took which value. */
export async function watchNode({ url }, sdkKey, flag) {
  const flags = createClient({ url, sdkKey, region: "nz" });
  const seen = [];
  const value = () => flags.booleanValue(flag, { targetingKey: "alice" }, false);
  await flags.ready(30_000);
  flags.onChange(flag, () => seen.push({ at: Date.now(), value: value() }));
  return { seen, value, close: () => flags.close() };
}

/** The SDK for Java, in a JVM of its own. */
export async function watchJava({ url }, sdkKey, flag) {
  const child = spawn(
    "java",
    ["-cp", join(app, "lib/main/*"), join(import.meta.dirname, "Watch.java"), url, sdkKey, flag],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const seen = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const [at, value] = line.split(" ");
    if (at !== "0") seen.push({ at: Number(at), value: value === "true" });
  });
  await once(lines, "line");
  return {
    seen,
    close: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}

/** A site in each region whose readers meet an error now and then; `harm` is how many more do with the new variant. */
export async function visit({ url }, sdkKey, flag, { harm = 0, everyMs = 20 } = {}) {
  const sites = await Promise.all(
    ["nz", "nz", "au", "sg", "eu", "us"].map(async (region) => {
      const client = createClient({ url, sdkKey, region });
      await client.ready(30_000);
      return client;
    }),
  );
  let reader = 0;
  const timer = setInterval(() => {
    for (const site of sites) {
      const context = { targetingKey: `reader-${reader++}` };
      const treated = site.booleanValue(flag, context, false);
      if ((reader * 7919) % 1000 < 15 + (treated ? harm : 0)) site.track("panel.error", context);
    }
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await Promise.all(sites.map((site) => site.close()));
  };
}
