import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderToString } from "react-dom/server";
import { Flag, FlagProvider } from "../../src/react.js";
import { TestFlags } from "../../src/testing.js";

const alice = { targetingKey: "alice" };

describe("programmed flags", () => {
  it("are served at once, by the real evaluator", async () => {
    const flags = new TestFlags({ banner: true, price: 3 });
    const client = flags.client();
    assert.equal(client.status().state, "READY");
    assert.equal(client.booleanValue("banner", alice, false), true);
    assert.equal(client.booleanEvaluation("banner", alice, false).reason, "STATIC");
    assert.equal(client.numberValue("price", alice, 0), 3);
    const heard: string[] = [];
    client.onChange("banner", (key) => heard.push(key));
    flags.set("banner", false).set("price", 2.5).set("title", "hi").set("size", { w: 1 });
    assert.deepEqual(heard, ["banner"]);
    assert.equal(client.booleanValue("banner", alice, true), false);
    assert.equal(client.numberValue("price", alice, 0), 2.5);
    assert.equal(client.stringValue("title", alice, ""), "hi");
    assert.deepEqual({ ...client.objectValue("size", alice, { w: 0 }) }, { w: 1 });
    flags.remove("title");
    assert.equal(client.stringEvaluation("title", alice, "x").errorCode, "FLAG_NOT_FOUND");
    assert.equal(client.stringEvaluation("banner", alice, "x").errorCode, "TYPE_MISMATCH");
    await client.close();
  });

  it("may differ by targeting key, for servers and for pages", async () => {
    const flags = new TestFlags({ banner: false }).setFor("alice", "banner", true);
    const client = flags.client();
    assert.equal(client.booleanEvaluation("banner", alice, false).reason, "TARGETING_MATCH");
    assert.equal(client.booleanValue("banner", { targetingKey: "bob" }, true), false);
    const page = flags.browserClient(alice);
    assert.equal(page.booleanValue("banner", false), true);
    assert.equal(await page.identify({ targetingKey: "bob" }), true);
    assert.equal(page.booleanValue("banner", true), false);
    flags.set("banner", true);
    assert.equal(page.booleanValue("banner", false), true);
    assert.throws(() => flags.setFor("alice", "nope", true), TypeError);
  });

  it("are components' flags too", () => {
    const client = new TestFlags({ banner: true }).browserClient();
    assert.equal(client.status().state, "READY");
    const rendered = renderToString(
      <FlagProvider client={client}>
        <Flag flag="banner" otherwise="on a server only what the page came with">
          yes
        </Flag>
      </FlagProvider>,
    );
    assert.equal(rendered, "on a server only what the page came with");
  });
});
