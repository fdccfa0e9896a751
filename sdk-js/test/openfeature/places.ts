import http from "node:http";
import type { AddressInfo } from "node:net";

/** A server that answers everything with one status, or, where that is null, nothing ever. */
export async function placeThat(status: number | null): Promise<{ url: string; close(): void }> {
  const server = http.createServer((_, response) => {
    if (status !== null) response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
