import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
  browser.world.environments[0].approvals = 1;
  browser.world.environments[0].approvers = ["approver"];
});
afterAll(() => browser.close());

const production = (key) =>
  browser.world.flags.find((flag) => flag.key === key).environments.production;

describe("where an environment asks for approvals", () => {
  it("a switch asks, another person approves what it comes to, and its author applies it", async () => {
    const ada = await browser.signedIn("/projects/comics/flags");
    await ada.getByRole("switch", { name: "payments in production", exact: true }).click();
    const dialog = ada.getByRole("dialog");
    await dialog.getByText("Turn the flag on.").waitFor();
    expect(await dialog.getByLabel("What it is").inputValue()).toBe("payments: Turn the flag on");
    await dialog.getByLabel("Why, for those who approve").fill("tested in staging");
    await dialog.getByRole("button", { name: "Ask for approval" }).click();
    await ada.getByText("Asked for approval: payments").waitFor();
    expect(production("payments").enabled).toBe(false);
    expect(browser.world.changeRequests[0].flags).toEqual({ payments: [{ kind: "turnOn" }] });

    const bob = await browser.signedIn("/projects/comics/change-requests?show=mine", {
      as: "bob@example.org",
    });
    await bob.getByRole("link", { name: /payments: Turn the flag on/ }).click();
    const what = bob.getByRole("region", { name: "What it comes to" });
    await what.getByText("Turn the flag on.").waitFor();
    await what.getByText("About 20 % of units change.").waitFor();
    await bob.getByLabel("Comment, kept").fill("looks right");
    await bob.getByRole("button", { name: "Approve" }).click();
    await bob.getByText("Approved by Bob.").waitFor();
    await bob.getByText("looks right").waitFor();

    await ada.goto("/projects/comics/flags/payments");
    await ada
      .getByRole("list", { name: "Change requests of this flag" })
      .getByRole("link", { name: /payments/ })
      .click();
    await ada.getByRole("button", { name: "Apply" }).click();
    await ada.getByText(/applied in revision \d+/).waitFor();
    expect(production("payments").enabled).toBe(true);
    expect(await ada.getByRole("button", { name: "Withdraw" }).count()).toBe(0);
    await browser.closePages();
  });

  it("an edit on a flag's page asks by steps; an emergency does without, and everybody hears", async () => {
    const page = await browser.signedIn("/projects/comics/flags/payments?env=production");
    await page.getByRole("button", { name: "Add a rule" }).click();
    await page.getByLabel("Attribute 1").fill("plan");
    await page.getByLabel("Value 1").fill("beta");
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: "Ask for approval…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask for approval" }).click();
    await expect.poll(() => browser.world.changeRequests.length).toBe(2);
    const [request] = browser.world.changeRequests;
    expect(request.flags.payments.map(({ kind }) => kind)).toEqual(["addRule"]);
    const link = page.getByRole("list", { name: "Change requests of this flag" });
    await link.getByRole("link").click();
    await page.getByText("It cannot wait", { exact: true }).click();
    await page.getByLabel("Why it cannot wait").fill("the site is down");
    await page.getByRole("button", { name: "Do it now, without approval" }).click();
    await page.getByText("Somebody made a change in production without approval").waitFor();
    await page.getByText("applied it without the approvals").waitFor();
    expect(request.history.at(-1).comment).toBe("the site is down");
    await browser.closePages();
  });
});

it("made no complaint", () => browser.expectNoComplaints());
