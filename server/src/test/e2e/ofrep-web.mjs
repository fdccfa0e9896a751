// Opens a page of another origin in a browser, with OpenFeature's own web SDK and OFREP provider in it, and prints each
// value a flag takes. Prints "origin …" first, and waits for a line before it opens the page.
// Arguments: the console's folder (whose packages bring the browser), the server, the key, the flag.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, server, key, flag] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { chromium: playwright } = require("playwright-core");
const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
const { args } = await import(pathToFileURL(path.join(folder, "test", "browser-args.mjs")).href);

const packages = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules", "@openfeature");
const provider = "/ofrep-web-provider";
const imports = {
  "@openfeature/core": "/core/dist/esm/index.js",
  "@openfeature/web-sdk": "/web-sdk/dist/esm/index.js",
  "@openfeature/ofrep-core": `${provider}/node_modules/@openfeature/ofrep-core/index.esm.js`,
  "@openfeature/ofrep-web-provider": `${provider}/index.esm.js`,
};
const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">
import { OpenFeature } from "@openfeature/web-sdk";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
const client = OpenFeature.getClient();
const show = (why) => {
  const { value, errorCode } = client.getBooleanDetails(${JSON.stringify(flag)}, false);
  console.log(why + " " + (errorCode ?? value));
};
client.addHandler("PROVIDER_CONFIGURATION_CHANGED", () => show("changed"));
client.addHandler("PROVIDER_STALE", () => console.log("stale"));
window.be = async (context) => { await OpenFeature.setContext(context); show("became"); };
try {
  await OpenFeature.setContext({ targetingKey: "alice", plan: "free" });
  await OpenFeature.setProviderAndWait(new OFREPWebProvider({
    baseUrl: ${JSON.stringify(server)},
    headers: [["Authorization", ${JSON.stringify(`Bearer ${key}`)}]],
  }));
  show("ready");
} catch (error) {
  console.log("failed " + error.message);
}
</script>`;

const pages = createServer(async (request, response) => {
  if (request.url === "/") {
    response.setHeader("Content-Type", "text/html").end(page);
  } else {
    const file = await readFile(path.join(packages, request.url)).catch(() => null);
    response.statusCode = file ? 200 : 404;
    response.setHeader("Content-Type", "text/javascript").end(file ?? "");
  }
}).listen(0, "127.0.0.1");
await once(pages, "listening");
const origin = `http://127.0.0.1:${pages.address().port}`;
console.log(`origin ${origin}`);

const browser = await playwright.launch({
  args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
let tab;
process.stdin.setEncoding("utf8");
for await (const line of process.stdin) {
  const [word, argument] = line.trim().split(" ");
  if (word === "open") {
    await tab?.close();
    tab = await browser.newPage();
    tab.on("console", (message) => {
      if (message.type() === "log") console.log(message.text());
    });
    tab.on("pageerror", (error) => console.log(`error ${error.message}`));
    await tab.goto(origin);
  } else if (word === "plan") {
    await tab.evaluate((plan) => window.be({ targetingKey: "alice", plan }), argument);
  }
}
await browser.close();
pages.close();
