import http from "node:http";
import { fileURLToPath } from "node:url";
import type { BrowserClientOptions } from "@firstlight/sdk";
import { createClient, type FlagClient } from "@firstlight/sdk/node";
import { FlagProvider } from "@firstlight/sdk/react";
import { build } from "esbuild";
import { renderToString } from "react-dom/server";
import { App } from "./app.js";

/** Where flags are, and the two keys of the environment. */
export interface Settings {
  readonly url: string;
  readonly serverKey: string;
  readonly clientKey: string;
}

/** Serves the page to whoever `?user=` says they are. A shop would know that from its session. */
export async function serve({ url, serverKey, clientKey }: Settings): Promise<http.Server> {
  const flags = createClient({ url, sdkKey: serverKey });
  await flags.ready(5_000); // without: the first pages show fallbacks, and then change
  const script = await bundled();
  const server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("Content-Security-Policy", `default-src 'self'; connect-src ${url}`);
    if (pathname === "/browser.js") {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    } else if (pathname === "/") {
      const context = { targetingKey: searchParams.get("user") ?? "nobody" };
      response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
      response.end(page(flags, { url, sdkKey: clientKey, context }));
    } else {
      response.writeHead(404).end();
    }
  });
  server.on("close", () => void flags.close());
  return server;
}

function page(flags: FlagClient, asked: BrowserClientOptions): string {
  const bootstrap = flags.valuesFor(asked.context ?? {});
  const options = { ...asked, ...(bootstrap && { bootstrap }) };
  const rendered = renderToString(
    <FlagProvider options={options}>
      <App />
    </FlagProvider>,
  );
  // A value may hold "</script>"; as an escape it cannot end the element.
  const json = JSON.stringify(options).replaceAll("<", "\\u003c");
  return (
    `<!doctype html><html lang="en"><title>Shop</title><body><div id="root">${rendered}</div>` +
    `<script type="application/json" id="flags">${json}</script>` +
    '<script type="module" src="/browser.js"></script></body></html>'
  );
}

async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("browser.tsx", import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0]?.text ?? "";
}
