// The Comic Co.'s website once more, as a Node.js application; see ReaderApp for the other.
import fs from "node:fs";
import http from "node:http";
import { pathToFileURL } from "node:url";

const { REGION, FIRSTLIGHT_URL, SDK_KEY, SDK_JS, LOG } = process.env;
const { createClient } = await import(pathToFileURL(SDK_JS).href);
const flags = createClient({ url: FIRSTLIGHT_URL, sdkKey: SDK_KEY, region: REGION });
const log = fs.openSync(LOG, "w");
let springEdition = false;

function strips(number) {
  return [0, 1, 2, 3].map((strip) =>
    springEdition && strip === 2 && number % 3 === 0 ? [] : Array(1 + ((number + strip) % 3)).fill(50),
  );
}

function show(number, treatment) {
  if (number % 61 === 0) throw new Error(`comic ${number} was never scanned`);
  return strips(number).map((panels) => {
    if (!treatment) return panels.map(() => "<img width=720>").join("");
    // The same bug as in the Java application: a full-page picture has no first panel. It is meant.
    const widest = panels.reduce((a, b) => Math.max(a, b));
    return panels.map((width) => `<img width=${(720 * width) / widest}>`).join("");
  });
}

const server = http.createServer((request, response) => {
  const url = new URL(request.url, "http://localhost");
  if (url.pathname.startsWith("/edition/")) {
    springEdition = url.pathname.endsWith("/spring");
    response.end("ok");
    return;
  }
  const context = { targetingKey: url.searchParams.get("reader") };
  const treatment = flags.booleanValue("panel-viewer-v2", context, false);
  response.setHeader("X-Variant", treatment ? "on" : "off");
  let outcome = "ok";
  try {
    response.end(show(Number(url.pathname.split("/").pop()), treatment).join(""));
  } catch (error) {
    flags.track("panel.error", context);
    outcome = "error";
    response.writeHead(500).end(`Sorry. ${error.message}`);
  }
  const now = new Date().toISOString();
  fs.writeSync(log, `${now} ${REGION} ${context.targetingKey} ${treatment ? "on" : "off"} ${outcome}\n`);
});

await flags.ready(30_000);
server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
// The end of standard input is how it learns that whoever started it is gone.
process.stdin.on("end", async () => {
  server.closeAllConnections();
  server.close();
  await flags.close();
  process.exit(0);
});
process.stdin.resume();
