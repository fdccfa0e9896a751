import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { it } from "node:test";
import { serve } from "../../examples/server-rendering/server.js";
import { ValueServer } from "../browser/value-server.js";
import { flag, WireServer } from "../client/wire-server.js";
import { complaintsOf, openBrowser } from "./browser.js";

/** One server that speaks to servers and to pages, as ours does. */
async function flagServers() {
  const wire = await new WireServer().start();
  const values = await new ValueServer().start();
  values.pages = (request, response) => {
    const { method = "GET", url = "" } = request;
    const body = method === "POST" ? { body: Readable.toWeb(request), duplex: "half" } : {};
    void fetch(wire.url + url, { method, ...body } as RequestInit)
      .then(async (answer) => {
        response.writeHead(answer.status);
        for await (const piece of answer.body ?? []) response.write(piece);
        response.end();
      })
      .catch(() => response.destroy());
  };
  return { wire, values };
}

it("the example's page is whole before its script, hydrates, and follows what changes", async () => {
  const { wire, values } = await flagServers();
  const title = "Shop of </script><b>";
  const text = {
    type: "string",
    variants: { t: title },
    offVariant: "t",
    default: { variant: "t" },
  };
  wire.ruleset.flags = {
    "new-checkout": flag(true, { clientVisible: true }),
    "shop-title": flag(true, { clientVisible: true, ...text }),
  };
  const of = (on: boolean) => ({
    "new-checkout": { value: on, variant: on ? "on" : "off", reason: "STATIC" },
    "shop-title": { value: title, variant: "t", reason: "STATIC" },
  });
  values.values = () => of(true);
  const server = await serve({ url: values.url, serverKey: "fls_k", clientKey: "flc_k" });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?user=alice`;
  const html = await (await fetch(site)).text();
  assert.match(html, /Pay in one step/);
  assert.ok(!html.includes(title));

  const browser = await openBrowser();
  const tab = await browser.newPage();
  const complaints = complaintsOf(tab);
  await tab.goto(site);
  await tab.getByText("READY", { exact: true }).waitFor();
  assert.equal(await tab.getByRole("heading").textContent(), title);
  assert.equal(await tab.getByRole("button").textContent(), "Pay in one step");
  assert.deepEqual(values.streamed(), [{ targetingKey: "alice" }]);
  values.change(() => of(false));
  await tab.getByRole("button", { name: "Pay", exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await values.close();
  await wire.close();
});
