import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { EventStreamParser } from "../../src/wire/event-stream-parser.js";
import type { ServerSentEvent } from "../../src/wire/server-sent-event.js";
import { foreignVectors } from "../vectors.js";

interface Case {
  name: string;
  chunksBase64: string[];
  events: ServerSentEvent[];
}

function parsed(chunks: Uint8Array[], maxBytes = 1_000_000): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = new EventStreamParser(
    (event) => events.push(event),
    () => {},
    maxBytes,
  );
  for (const chunk of chunks) {
    parser.feed(chunk);
  }
  return events;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("EventStreamParser", () => {
  const cases: Case[] = JSON.parse(foreignVectors("sse/vectors.json") ?? "[]");
  for (const each of cases) {
    it(each.name, () => {
      const chunks = each.chunksBase64.map((chunk) => Buffer.from(chunk, "base64"));
      assert.deepEqual(parsed(chunks), each.events);
      const bytes = Array.from(Buffer.concat(chunks), (byte) => Uint8Array.of(byte));
      assert.deepEqual(parsed(bytes), each.events, "byte by byte");
    });
  }

  it("keeps what it was fed when the caller uses its bytes again", () => {
    const chunk = utf8("data: a");
    const events: ServerSentEvent[] = [];
    const parser = new EventStreamParser(
      (event) => events.push(event),
      () => {},
      100,
    );
    parser.feed(chunk);
    chunk.fill(0x21);
    parser.feed(utf8("b\r\n\r\n"));
    assert.deepEqual(events, [{ type: "message", data: "ab", lastEventId: "" }]);
  });

  it("hands on comments, which show that the stream is alive", () => {
    const comments: string[] = [];
    const parser = new EventStreamParser(
      () => assert.fail(),
      (comment) => comments.push(comment),
      100,
    );
    parser.feed(utf8(":\n: alive\n"));
    assert.deepEqual(comments, ["", "alive"]);
  });

  it("refuses a line and an event that are too large", () => {
    assert.throws(() => parsed([utf8("data: "), utf8("x".repeat(20))], 20), RangeError);
    assert.throws(() => parsed([utf8("data: 12345\ndata: 12345\n")], 15), RangeError);
  });
});
