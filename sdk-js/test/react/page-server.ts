import http from "node:http";
import type { AddressInfo } from "node:net";

/** Pages under the strictest policy that still lets them run and ask: nothing inline, nothing evaluated. */
const POLICY = (asks: string) =>
  `default-src 'none'; script-src 'self'; connect-src ${asks}; base-uri 'none'; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** A real server of one page, of another origin than the flags. */
export async function servePage(asks: string, page: () => string, script: string) {
  const server = http.createServer((request, response) => {
    const isScript = request.url === "/script.js";
    const isPage = request.url === "/";
    response.writeHead(isScript || isPage ? 200 : 204, {
      "Content-Type": isScript ? "text/javascript" : "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY(asks),
    });
    response.end(isScript ? script : isPage ? page() : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A document with a script, what was rendered, and what the script needs to know. */
export function documentOf(rendered: string, state: unknown): string {
  const json = JSON.stringify(state).replaceAll("<", "\\u003c");
  return (
    "<!doctype html><html lang=en><title>t</title>" +
    `<body><div id=root>${rendered}</div><script type="application/json" id=state>${json}</script>` +
    '<script type=module src="/script.js"></script></body></html>'
  );
}
