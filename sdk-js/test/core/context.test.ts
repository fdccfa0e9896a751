import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Context } from "../../src/core/context.js";

describe("Context", () => {
  it("reads dates as Java's instants are written", () => {
    const context = Context.of({ a: new Date(0), b: new Date(120) });
    assert.equal(context.attribute("a"), "1970-01-01T00:00:00Z");
    assert.equal(context.attribute("b"), "1970-01-01T00:00:00.120Z");
  });

  it("tries a name that holds a dot whole before it is taken apart", () => {
    const context = Context.of({ "a.b": 1, a: { b: 2, "c.d": 3, c: { d: 4, e: 5 } } });
    assert.equal(context.attribute("a.b"), 1);
    assert.equal(context.attribute("a.c.d"), 3);
    assert.equal(context.attribute("a.c.e"), 5);
    assert.equal(context.attribute("a.x"), null);
  });

  it("sees own members only", () => {
    const context = Context.of({ a: JSON.parse('{"__proto__": {"admin": true}, "b": 1}') });
    assert.equal(context.attribute("a.admin"), null);
    // A name like any other, as in the Java SDK.
    assert.equal(context.attribute("a.__proto__.admin"), true);
    assert.equal(context.attribute("a.toString"), null);
    assert.equal(context.attribute("toString"), null);
    assert.equal(context.attribute("a.b"), 1);
  });

  it("keeps what is no JSON, and ends in lists that hold themselves", () => {
    const list: unknown[] = [];
    list.push(list);
    const url = new URL("https://example.org/");
    const context = Context.of({
      list,
      url,
      count: 12n,
      set: new Set(["x"]),
      map: new Map([["k", 1]]),
    });
    assert.equal(context.attribute("url"), url);
    assert.equal(context.attribute("count"), 12);
    assert.deepEqual(context.attribute("set"), ["x"]);
    assert.equal(context.attribute("map.k"), 1);
  });

  it("does not change with what the application does to its values", () => {
    const roles = ["admin"];
    const context = Context.of({ roles });
    roles.push("other");
    assert.deepEqual(context.attribute("roles"), ["admin"]);
  });

  it("lies over another", () => {
    const base = Context.of({ region: "nz", plan: "free", note: "x" });
    const merged = Context.reading({ targetingKey: "u1", plan: "pro", note: null }, base);
    assert.equal(merged.targetingKey, "u1");
    assert.equal(merged.region, "nz");
    assert.equal(merged.attribute("plan"), "pro");
    assert.equal(merged.attribute("note"), null);
    assert.deepEqual(
      [...merged.asMap()],
      [
        ["region", "nz"],
        ["plan", "pro"],
        ["note", null],
        ["targetingKey", "u1"],
      ],
    );
  });
});
