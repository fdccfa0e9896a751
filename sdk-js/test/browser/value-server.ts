import http from "node:http";
import type { AddressInfo } from "node:net";
import type { ClientAnswer } from "../../src/browser.js";

type Context = Readonly<Record<string, unknown>>;
type Flags = Record<string, ClientAnswer>;

export const on: ClientAnswer = { value: true, variant: "on", reason: "STATIC" };
export const off: ClientAnswer = { value: false, variant: "off", reason: "STATIC" };

interface Stream {
  readonly context: Context;
  readonly response: http.ServerResponse;
  sent: Flags;
}

/** A real HTTP server that speaks `/client/v1` as the server does, over values that a test changes. */
export class ValueServer {
  epoch = 1;
  revision = 1;
  /** What a context gets. */
  values: (context: Context) => Flags = () => ({});
  readonly requests: { path: string; headers: http.IncomingHttpHeaders; body: unknown }[] = [];
  /** Answers every question with this instead. */
  instead: ((response: http.ServerResponse, context: Context) => void) | null = null;
  /** Whether streams get through. */
  streams = true;
  /** Before a stream to a context is begun. */
  delay: (context: Context) => number = () => 0;
  /** Answers what is nothing of the protocol, such as pages. */
  pages: http.RequestListener = (_, response) => response.writeHead(404).end();
  readonly #open = new Set<Stream>();
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get open(): number {
    return this.#open.size;
  }

  streamed(): Context[] {
    return this.requests
      .filter(({ path }) => path === "/client/v1/stream")
      .map(({ body }) => (body as { context: Context }).context);
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const path = request.url ?? "";
    if (!path.startsWith("/client/v1/")) {
      this.pages(request, response);
      return;
    }
    const { origin } = request.headers;
    if (origin !== undefined) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Expose-Headers", "ETag, Retry-After");
    }
    if (request.method === "OPTIONS") {
      const asked = request.headers["access-control-request-headers"] ?? "";
      response.writeHead(204, { "Access-Control-Allow-Headers": asked }).end();
      return;
    }
    let text = "";
    for await (const piece of request) text += piece;
    const body: unknown = text === "" ? null : JSON.parse(text);
    this.requests.push({ path, headers: request.headers, body });
    const { context } = (body ?? {}) as { context: Context };
    const pause = this.delay(context);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    if (this.instead !== null) {
      this.instead(response, context);
    } else if (path.endsWith("/telemetry")) {
      response.writeHead(202).end("{}");
    } else if (path.endsWith("/evaluate")) {
      const tag = `"${JSON.stringify(this.values(context)).length}-${this.revision}"`;
      const same = request.headers["if-none-match"] === tag;
      response.writeHead(same ? 304 : 200, { ETag: tag });
      response.end(same ? "" : this.#text(this.values(context)));
    } else {
      this.#stream(context, request.headers["last-event-id"], response);
    }
  }

  #stream(context: Context, last: unknown, response: http.ServerResponse): void {
    if (!this.streams) {
      return; // as behind a proxy that waits for the end
    }
    response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
    response.write("retry: 700\n\n: \n\n");
    const stream = { context, response, sent: this.values(context) };
    this.#open.add(stream);
    response.on("close", () => this.#open.delete(stream));
    if (last !== this.#id) {
      this.#write(stream, "values", stream.sent);
    }
  }

  /** Makes a revision of other values and tells those whom it concerns. */
  change(values: (context: Context) => Flags): void {
    this.values = values;
    this.revision++;
    for (const stream of this.#open) {
      const now = values(stream.context);
      const keys = [...new Set([...Object.keys(now), ...Object.keys(stream.sent)])];
      const changed = keys.filter(
        (key) => JSON.stringify(now[key]) !== JSON.stringify(stream.sent[key]),
      );
      stream.sent = now;
      if (changed.length > 0) {
        const flags = changed.map((key) => [key, now[key] ?? null] as const);
        this.#write(stream, "change", Object.fromEntries(flags) as Flags);
      }
    }
  }

  /** Sends all readers this, whatever it is. */
  send(text: string): void {
    for (const { response } of this.#open) response.write(text);
  }

  cut(): void {
    for (const { response } of this.#open) response.destroy();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #write({ response }: Stream, name: string, flags: Flags): void {
    response.write(`event: ${name}\nid: ${this.#id}\ndata: ${this.#text(flags)}\n\n`);
  }

  #text(flags: Flags): string {
    return JSON.stringify({ epoch: this.epoch, revision: this.revision, flags });
  }

  get #id(): string {
    return `${this.epoch}-${this.revision}`;
  }
}
