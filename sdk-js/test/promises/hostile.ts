import http from "node:http";
import type net from "node:net";
import type { AddressInfo } from "node:net";
import { flag } from "../client/wire-server.js";

const MIB = 1024 * 1024;
const ruleset = (revision: number, more: object = {}) =>
  JSON.stringify({
    schema: 1,
    project: "p",
    environment: "e",
    epoch: 1,
    revision,
    regionGroups: {},
    flags: { f: flag(true) },
    segments: {},
    ...more,
  });
const event = (type: string, data: string) => `event: ${type}\ndata: ${data}\n\n`;
const good = () => event("ruleset", ruleset(1));

type Answer = (response: http.ServerResponse, request: http.IncomingMessage) => void;

const streaming =
  (write: (response: http.ServerResponse) => void): Answer =>
  (response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    write(response);
  };

/** Writes for as long as it is read, and again after so many milliseconds where it is not at once. */
const pouring = (piece: () => string | Buffer, pause = 0) =>
  streaming((response) => {
    const pour = () => {
      if (response.destroyed) return;
      const more = response.write(piece());
      if (pause > 0) setTimeout(pour, pause);
      else if (more) setImmediate(pour);
      else response.once("drain", pour);
    };
    response.on("error", () => {});
    response.write(good());
    pour();
  });

const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
const traps = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
let revision = 1;

/** What a server can do to whoever asks it. Each answers everything so, the stream as well as what is fetched. */
export const HOSTILE: Readonly<Record<string, Answer>> = {
  "never answers": () => {},
  "hangs up": (response) => response.socket?.destroy(),
  fails: (response) => response.writeHead(500).end("<h1>oops</h1>"),
  "is overloaded": (response) => response.writeHead(503, { "Retry-After": "0" }).end(),
  "is overloaded for ever": (response) => response.writeHead(503, { "Retry-After": "1e99" }).end(),
  "knows nothing": (response) => response.writeHead(404).end(),
  "redirects in a circle": (response) => response.writeHead(307, { Location: "/round" }).end(),
  "answers nothing": (response) => response.writeHead(200).end(),
  "answers with a page": (response) => response.writeHead(200).end("<!doctype html><p>log in"),
  "has no content": (response) => response.writeHead(204).end(),
  "says nothing changed": (response) => response.writeHead(304).end(),
  "ends too early": (response) => {
    response.writeHead(200, { "Content-Length": "1000" }).write("{");
    setTimeout(() => response.destroy(), 20);
  },
  "compresses wrongly": (response) =>
    response.writeHead(200, { "Content-Encoding": "gzip" }).end("no gzip"),
  "sends an endless event": pouring(() => Buffer.alloc(MIB, "x")),
  "sends an endless line of data": pouring(() => `data: ${"x".repeat(MIB)}\n`),
  "sends byte by byte": pouring(() => "x", 5),
  "sends nothing but comments": pouring(() => ":".repeat(1_000).replaceAll(":", ":\n")),
  "says goodbye at once": streaming((response) =>
    response.end(good() + event("goodbye", '{"reconnectWithinMs":0}')),
  ),
  "ends each stream at once": streaming((response) => response.end(good())),
  "sends ever older rulesets": pouring(() => event("ruleset", ruleset(1 + (revision++ % 5))), 1),
  "sends ever newer rulesets": pouring(() => event("ruleset", ruleset(++revision)), 1),
  "sends changes that do not fit": pouring(() => {
    const change = { epoch: 1, from: 1, to: 2, flags: { f: null }, segments: {}, digest: "0" };
    return event("change", JSON.stringify(change));
  }, 1),
  "sends what nests without end": pouring(() => event("ruleset", deep), 50),
  "sends traps for prototypes": pouring(
    () => event("ruleset", ruleset(++revision, { flags: JSON.parse(traps) })),
    10,
  ),
  "sends what is no text": pouring(
    () => Buffer.from(Array.from({ length: 4_096 }, (_, i) => i % 251)),
    1,
  ),
};

/** One hostile server, and what was seen of the client. */
export class HostileServer {
  streams = 0;
  #open = 0;
  mostOpen = 0;
  readonly #server: http.Server;
  readonly #sockets = new Set<net.Socket>();

  constructor(answer: Answer) {
    this.#server = http.createServer((request, response) => {
      request.resume();
      if (request.url?.startsWith("/sdk/v1/stream")) {
        this.streams++;
        this.#open++;
        this.mostOpen = Math.max(this.mostOpen, this.#open);
        response.on("close", () => this.#open--);
      }
      answer(response, request);
    });
    this.#server.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
