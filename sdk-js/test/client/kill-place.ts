import http from "node:http";
import type { AddressInfo } from "node:net";

/** A real HTTP server that has a kill list, as an object store has one. */
export class KillPlace {
  list = "";
  tag = '"1"';
  status = 200;
  /** Sends nothing at all. */
  silent = false;
  /** How many wait for that. */
  waiting = 0;
  /** The answers' statuses. */
  readonly answers: number[] = [];
  #server = http.createServer((request, response) => {
    if (this.silent) {
      this.answers.push(0);
      this.waiting++;
      response.on("close", () => this.waiting--);
      return;
    }
    const known = this.status === 200 && request.headers["if-none-match"] === this.tag;
    const status = known ? 304 : this.status;
    this.answers.push(status);
    response.writeHead(status, { ETag: this.tag }).end(status === 200 ? this.list : "");
  });

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/kills.jws`;
  }

  put(list: string, tag: string): void {
    this.list = list;
    this.tag = tag;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
