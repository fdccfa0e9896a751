// A server that speaks the contract just well enough to test the console without a JVM. Never shipped.
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";
import { routes } from "./fixture/api.mjs";
import { serveFile } from "./fixture/files.mjs";
import { live } from "./fixture/live.mjs";
import { World } from "./fixture/world.mjs";

class Refusal extends Error {
  constructor(status, detail, more = {}) {
    super(detail);
    Object.assign(this, { status, more });
  }
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : undefined;
}

function send(response, status, body, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function match(method, path) {
  for (const [wanted, pattern, handler, open] of routes) {
    const found = wanted === method && pattern.exec(path);
    if (found) return { handler, open, parameters: found.groups };
  }
}

async function answer(world, request, response) {
  const url = new URL(request.url, "http://fixture");
  if (!url.pathname.startsWith("/api/")) return serveFile(url.pathname, response);
  const cookie = /session=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const path = url.pathname.slice("/api/v1".length);
  const way = match(request.method, path);
  if (!way) throw new Refusal(404, `No ${request.method} ${path} here.`);
  if (!way.open && !world.sessions.has(cookie)) throw new Refusal(401, "Sign in first.");
  if (request.method !== "GET" && request.headers["x-firstlight"] !== "console") {
    throw new Refusal(403, "The header X-Firstlight is missing.");
  }
  if (path.endsWith("/live")) return live(world, response);
  const input = {
    world,
    cookie,
    person: world.personOf(cookie),
    body: await bodyOf(request),
    query: Object.fromEntries(url.searchParams),
    ifMatch: request.headers["if-match"]?.replaceAll('"', ""),
    refuse: (status, detail, more) => {
      throw new Refusal(status, detail, more);
    },
    ...way.parameters,
  };
  const { status = 200, body, headers } = (await way.handler(input)) ?? { status: 204 };
  send(response, status, body, headers);
}

/** Starts on a free port unless told one; the world it serves can be changed by the test. */
export async function startFixture({ port = 0, world = new World() } = {}) {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error) => {
      const status = error.status ?? 500;
      const detail = error.status ? error.message : String(error.stack);
      send(response, status, { title: "Refused", status, detail, ...error.more });
    });
  });
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return {
    world,
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      world.stop();
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await startFixture({ port: Number(process.env.PORT ?? 4173) });
  console.log(`fixture at ${url} (ada@example.org / correct horse battery)`);
}
