import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { attribute } from "../../src/core/attribute.js";
import { Context } from "../../src/core/context.js";

describe("Context", () => {
  it("reads dates as Java's instants are written", () => {
    const context = Context.of({ a: new Date(0), b: new Date(120) });
    assert.equal(attribute(context, "a"), "1970-01-01T00:00:00Z");
    assert.equal(attribute(context, "b"), "1970-01-01T00:00:00.120Z");
  });

  it("tries a name that holds a dot whole before it is taken apart", () => {
    const context = Context.of({ "a.b": 1, a: { b: 2, "c.d": 3, c: { d: 4, e: 5 } } });
    assert.equal(attribute(context, "a.b"), 1);
    assert.equal(attribute(context, "a.c.d"), 3);
    assert.equal(attribute(context, "a.c.e"), 5);
    assert.equal(attribute(context, "a.x"), null);
  });

  it("sees own members only", () => {
    const context = Context.of({ a: JSON.parse('{"__proto__": {"admin": true}, "b": 1}') });
    assert.equal(attribute(context, "a.admin"), null);
    // A name like any other, as in the Java SDK.
    assert.equal(attribute(context, "a.__proto__.admin"), true);
    assert.equal(attribute(context, "a.toString"), null);
    assert.equal(attribute(context, "toString"), null);
    assert.equal(attribute(context, "a.b"), 1);
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
    assert.equal(attribute(context, "url"), url);
    assert.equal(attribute(context, "count"), 12);
    assert.deepEqual(attribute(context, "set"), ["x"]);
    assert.equal(attribute(context, "map.k"), 1);
  });

  it("does not change with what the application does to its values", () => {
    const roles = ["admin"];
    const context = Context.of({ roles });
    roles.push("other");
    assert.deepEqual(attribute(context, "roles"), ["admin"]);
  });

  it("lies over another", () => {
    const base = Context.of({ region: "nz", plan: "free", note: "x" });
    const merged = Context.reading({ targetingKey: "u1", plan: "pro", note: null }, base);
    assert.equal(merged.targetingKey, "u1");
    assert.equal(merged.region, "nz");
    assert.equal(attribute(merged, "plan"), "pro");
    assert.equal(attribute(merged, "note"), null);
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
