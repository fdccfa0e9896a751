import assert from "node:assert/strict";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { after, afterEach, before, describe, it } from "node:test";
import { BrowserClient } from "../../src/browser.js";
import { createClient, type FlagClient } from "../../src/node.js";
import { Page } from "../browser/page.js";
import { flag, until, WireServer } from "./wire-server.js";

const MIB = 1024 * 1024;
const TIMING = {
  firstBackoff: 30,
  mostBackoff: 60,
  silence: 100,
  answer: 2_000,
  pollAfter: 0,
  idle: 50,
  hidden: 60_000,
};
const ALICE = { targetingKey: "alice" };

/** One of the two clients, as far as these tests go. */
interface Client {
  value(): boolean;
  state(): string;
  close(): unknown;
}

type Open = (url: string) => Client;

const node: Open = (url) => {
  const client = createClient({ url, sdkKey: "fls_k", timing: TIMING });
  return {
    value: () => client.booleanValue("f", ALICE, false),
    state: () => client.status().state,
    close: () => client.close(),
  };
};

const browser: Open = (url) => {
  const options = { url, sdkKey: "flc_k", context: ALICE, timing: TIMING };
  const client = new BrowserClient(options, new Page().platform());
  client.start();
  return {
    value: () => client.booleanValue("f", false),
    state: () => client.status().state,
    close: () => client.close(),
  };
};

const thrown: unknown[] = [];
const keep = (error: unknown) => thrown.push(error);

before(() => {
  process.on("unhandledRejection", keep);
  process.on("uncaughtException", keep);
});

after(() => {
  process.off("unhandledRejection", keep);
  process.off("uncaughtException", keep);
  assert.deepEqual(thrown, []);
});

for (const [name, open] of Object.entries({ "for Node.js": node, "for browsers": browser })) {
  describe(`a client ${name} whose server is hostile`, () => {
    let server: http.Server;
    let client: Client;
    let requests: http.IncomingMessage[];

    async function serve(answer: http.RequestListener): Promise<void> {
      requests = [];
      server = http.createServer((request, response) => {
        requests.push(request);
        request.resume();
        answer(request, response);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      client = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    }

    afterEach(async () => {
      await client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });

    const isStream = ({ url = "" }: http.IncomingMessage) => url.includes("/stream");

    it("takes no more of an endless event, or of an endless answer, than there can be", async () => {
      const most = { event: 0, answer: 0 };
      await serve((request, response) => {
        const kind = isStream(request) ? "event" : "answer";
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        response.write(kind === "event" ? "event: values\ndata: " : '"');
        const piece = Buffer.alloc(MIB, "x");
        let sent = 0;
        const pour = () => {
          while (!response.destroyed && sent < 100) {
            sent++;
            most[kind] = Math.max(most[kind], sent);
            if (!response.write(piece)) {
              response.once("drain", pour);
              return;
            }
          }
        };
        response.on("error", () => {});
        pour();
      });
      await until(() => requests.filter(isStream).length >= 2, "another attempt");
      await until(() => most.answer > 0, "an answer");
      assert.ok(most.event < 40, `${most.event} MiB of the event`);
      assert.ok(most.answer < 40, `${most.answer} MiB of the answer`);
      assert.equal(client.value(), false);
      assert.notEqual(client.state(), "READY");
    });

    it("gives up a stream that comes byte by byte and never says anything", async () => {
      await serve((_, response) => {
        response.writeHead(200, { "Content-Type": "text/event-stream" });
        const timer = setInterval(() => response.write("x"), 20);
        response.on("close", () => clearInterval(timer));
      });
      await until(() => requests.filter(isStream).length >= 2, "another attempt");
      assert.equal(client.state(), "NOT_READY");
    });

    it("goes round in no circle of redirections, and takes its key to no other server", async () => {
      const elsewhere: http.IncomingHttpHeaders[] = [];
      const other = http.createServer((request, response) => {
        elsewhere.push(request.headers);
        response.writeHead(200).end("{}");
      });
      await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
      const { port } = other.address() as AddressInfo;
      let away = false;
      await serve((request, response) => {
        const location = away ? `http://127.0.0.1:${port}/` : `${request.url}`;
        response.writeHead(307, { Location: location }).end();
      });
      await until(() => requests.length > 25, "another attempt");
      assert.equal(client.state(), "NOT_READY");
      away = true;
      await until(() => elsewhere.length > 0, "a redirection to elsewhere");
      assert.ok(elsewhere.every(({ authorization }) => authorization === undefined));
      other.closeAllConnections();
      other.close();
    });

    it("is not moved by answers that are none", async () => {
      const answers: http.RequestListener[] = [
        (_, response) => response.writeHead(200).end("<!doctype html>"),
        (_, response) => response.writeHead(204).end(),
        (_, response) => response.writeHead(304).end(),
        (_, response) => response.writeHead(503, { "Retry-After": "-1" }).end(),
        (_, response) => response.writeHead(503, { "Retry-After": "soon" }).end(),
        (request) => request.socket.destroy(),
        (_, response) => response.writeHead(200, { "Content-Length": "10" }).end("x"),
        (_, response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end("no gzip"),
      ];
      let at = 0;
      await serve((request, response) => answers[at++ % answers.length]?.(request, response));
      await until(() => requests.length > 2 * answers.length, "all of them twice");
      assert.equal(client.value(), false);
    });
  });
}

describe("flags whose names are traps", () => {
  const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
  const trap = JSON.parse(
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  );
  let server: WireServer;
  let client: FlagClient;

  before(async () => {
    server = await new WireServer().start();
    const object = flag(true, { type: "object", variants: { on: trap, off: {} } });
    const members = NAMES.map((name) => `${JSON.stringify(name)}:${JSON.stringify(object)}`);
    server.ruleset.flags = JSON.parse(`{${members.join(",")}}`);
    client = createClient({ url: server.url, sdkKey: "fls_k" });
    await client.ready(5_000);
  });

  after(async () => {
    await client.close();
    await server.close();
  });

  for (const name of NAMES) {
    it(`are flags like others, and change no prototype: ${name}`, () => {
      const { value, errorCode } = client.objectEvaluation(name, trap, {});
      assert.ok(errorCode === null || errorCode === "FLAG_NOT_FOUND", `${errorCode}`);
      const merged = Object.assign({}, value) as { polluted?: boolean };
      assert.equal(merged.polluted, undefined);
      assert.equal(({} as { polluted?: boolean }).polluted, undefined);
      assert.equal(client.booleanEvaluation(`no ${name}`, trap, true).value, true);
    });
  }
});
