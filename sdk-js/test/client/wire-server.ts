import { createHash } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { digest } from "../../src/wire/canonical.js";

type Json = Record<string, unknown>;

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export const flag = (on: boolean, more: Json = {}): Json => ({
  type: "boolean",
  variants: { on: true, off: false },
  salt: "s",
  enabled: true,
  offVariant: "off",
  default: { variant: on ? "on" : "off" },
  ...more,
});

/** A real HTTP server that speaks the wire, over one environment that a test changes. */
export class WireServer {
  ruleset: Json = {
    schema: 1,
    project: "p",
    environment: "production",
    epoch: 1,
    revision: 1,
    regionGroups: {},
    flags: {} as Json,
    segments: {},
  };
  readonly requests: string[] = [];
  readonly batches: Json[] = [];
  /** Answers every request with this, where it is not null. */
  refuseWith: number | null = null;
  /** The hashes of large segments, by `key?version=…`. */
  readonly segments = new Map<string, Uint8Array>();
  segmentStatus = 200;
  #streams = new Set<http.ServerResponse>();
  #server = http.createServer((request, response) => void this.#answer(request, response));

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get open(): number {
    return this.#streams.size;
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`);
    if (this.refuseWith !== null) {
      response.writeHead(this.refuseWith).end();
    } else if (request.url?.startsWith("/sdk/v1/stream")) {
      response.writeHead(200, { "Content-Type": "text/event-stream" });
      this.#streams.add(response);
      response.on("close", () => this.#streams.delete(response));
      const current = request.url.endsWith(`revision=${this.ruleset.revision}`);
      response.write(
        current ? ": current\n\n" : `event: ruleset\ndata: ${JSON.stringify(this.ruleset)}\n\n`,
      );
    } else if (request.url?.startsWith("/sdk/v1/segments/")) {
      const hashes = this.segments.get(request.url.slice("/sdk/v1/segments/".length));
      const status = hashes === undefined ? 404 : this.segmentStatus;
      const version = request.url.slice(request.url.indexOf("=") + 1);
      response.writeHead(status, { ETag: `"${version}"` }).end(status === 200 ? hashes : "");
    } else if (request.url === "/sdk/v1/telemetry") {
      let body = "";
      for await (const piece of request) body += piece;
      this.batches.push(JSON.parse(body) as Json);
      response.writeHead(202).end();
    } else {
      const tag = `"${this.ruleset.epoch}-${this.ruleset.revision}"`;
      const same = request.headers["if-none-match"] === tag;
      response.writeHead(same ? 304 : 200, { ETag: tag });
      response.end(same ? "" : JSON.stringify(this.ruleset));
    }
  }

  /** Changes a flag and tells the streams; with a wrong digest where asked. */
  change(key: string, value: Json | null, wrongDigest = false): void {
    const from = this.ruleset.revision as number;
    const flags = { ...(this.ruleset.flags as Json) };
    if (value === null) delete flags[key];
    else flags[key] = value;
    this.ruleset = { ...this.ruleset, revision: from + 1, flags };
    const change = {
      epoch: 1,
      from,
      to: from + 1,
      flags: { [key]: value },
      segments: {},
      digest: wrongDigest ? "0".repeat(64) : digest(this.ruleset, sha256),
    };
    this.send(`event: change\nid: 1-${from + 1}\ndata: ${JSON.stringify(change)}\n\n`);
  }

  /** Changes a segment and tells the streams. */
  changeSegment(key: string, value: Json): void {
    const from = this.ruleset.revision as number;
    const segments = { ...(this.ruleset.segments as Json), [key]: value };
    this.ruleset = { ...this.ruleset, revision: from + 1, segments };
    const change = {
      epoch: 1,
      from,
      to: from + 1,
      flags: {},
      segments: { [key]: value },
      digest: digest(this.ruleset, sha256),
    };
    this.send(`event: change\nid: 1-${from + 1}\ndata: ${JSON.stringify(change)}\n\n`);
  }

  send(text: string): void {
    for (const stream of this.#streams) stream.write(text);
  }

  cut(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Waits until something holds: whether it comes is asked, not how soon, as others build beside this. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
