import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./browser.mjs";

let browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => browser.closePages());
afterAll(() => browser.close());

const place = (key, env = "staging") =>
  browser.world.flags.find((flag) => flag.key === key).environments[env];

async function open(key, env = "staging") {
  const page = await browser.signedIn(`/projects/comics/flags/${key}?env=${env}&tab=tests`);
  await page.getByRole("region", { name: "Tests" }).waitFor();
  return page;
}

const item = (page, name) => page.getByRole("listitem").filter({ hasText: name });

describe("the tests of a flag", () => {
  it("are explained where there are none, with a command that writes one", async () => {
    const page = await open("badge-cache");
    await page.getByText("A change that would break one that holds is refused").waitFor();
    const command = await page.getByRole("region", { name: "Command" }).textContent();
    expect(command).toContain("/projects/comics/flags/badge-cache/environments/staging/tests");
    expect(command).toContain(`If-Match: "${place("badge-cache").version}"`);
  });

  it("are added by keyboard alone, and say whether they hold", async () => {
    const page = await browser.signedIn("/projects/comics/flags/payments?env=staging");
    await page.getByRole("tab", { name: "Targeting" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("tab", { name: "Tests", selected: true }).waitFor();
    expect(page.url()).toContain("tab=tests");
    await page.getByRole("button", { name: "Add a test" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByLabel("Name").waitFor();
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.type("eu free user");
    await page.keyboard.press("Tab");
    await page.keyboard.type("ana");
    await page.keyboard.press("Tab");
    await page.keyboard.type("eu");
    await page.keyboard.press("Tab");
    await page.keyboard.type('{"plan": "free"}');
    await page.getByLabel("Why, for the audit log").focus();
    await page.keyboard.type("asked for by support");
    await page.keyboard.press("Enter");
    await item(page, "eu free user")
      .getByText('ana in eu with plan "free" should get off')
      .waitFor();
    await item(page, "eu free user").getByText("holds", { exact: true }).waitFor();
    expect(place("payments").tests).toEqual([
      {
        name: "eu free user",
        context: { targetingKey: "ana", region: "eu", plan: "free" },
        expect: { variant: "off" },
      },
    ]);
    expect(browser.world.audit[0].comment).toBe("asked for by support");
  });

  it("are changed, and say why they do not hold", async () => {
    place("mail-cache").tests = [{ name: "all", context: {}, expect: { variant: "on" } }];
    place("mail-cache").enabled = true;
    const page = await open("mail-cache");
    await item(page, "all").getByText("Nobody in particular should get on").waitFor();
    await page.getByText("1 of 1 test holds now.").waitFor();
    await page.getByRole("button", { name: "Change the test all" }).click();
    await page.getByLabel("Gets the variant").selectOption({ label: "any" });
    await page.getByLabel("Gets the value, as JSON").fill("tru");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("A value is JSON").waitFor();
    await page.getByLabel("Gets the value, as JSON").fill("false");
    await page.getByRole("button", { name: "Save" }).click();
    await item(page, "all").getByText("does not hold", { exact: true }).waitFor();
    await page.getByText('The test "all" expects false and gets on (DEFAULT).').waitFor();
    expect(place("mail-cache").tests[0].expect).toEqual({ value: false });
  });

  it("have what the server refuses at its field", async () => {
    place("login-limit").tests = [{ name: "all", context: {}, expect: { variant: "on" } }];
    const page = await open("login-limit");
    await page.getByRole("button", { name: "Add a test" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("all");
    await dialog.getByLabel("Gets the variant").selectOption("");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("give this one another name").waitFor();
    const wrong = (label) => dialog.getByLabel(label).getAttribute("aria-invalid");
    expect(await wrong("Name")).toBe("true");
    expect(await wrong("Gets the variant")).toBe("true");
    expect(await dialog.getByRole("alert").count()).toBe(0);
    await dialog.getByLabel("Attributes").fill("plan=free");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.getByText("Attributes are a JSON object").waitFor();
  });

  it("are asked anew when the flag changes", async () => {
    place("price-limit").tests = [{ name: "all", context: {}, expect: { variant: "on" } }];
    place("price-limit").enabled = true;
    const page = await open("price-limit");
    await item(page, "all").getByText("holds", { exact: true }).waitFor();
    await page.getByRole("switch", { name: "price-limit in staging" }).click();
    await page.getByText('The test "all" expects on and gets off (DISABLED).').waitFor();
  });

  it("are edited as JSON, and removed", async () => {
    const page = await open("cart-redesign");
    await page.getByRole("button", { name: "Tests as JSON" }).click();
    const text = page.getByRole("dialog").getByLabel("Tests as JSON");
    await text.fill('{"name": "x"}');
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText('"tests" is a list.').waitFor();
    const tests = ["a", "b"].map((name) => ({ name, context: {}, expect: { variant: "on" } }));
    await text.fill(JSON.stringify(tests));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Remove the test a" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("cart-redesign has 1 test in staging.").waitFor();
    expect(place("cart-redesign").tests).toEqual([tests[1]]);
  });

  it("are saved without approval where they have to be, and loudly", async () => {
    browser.world.environments[0].approvals = 1;
    const page = await open("feed-v2", "production");
    await page.getByRole("button", { name: "Add a test" }).click();
    await page.getByLabel("Name").fill("all");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("This one no change request can hold.").waitFor();
    await page.getByRole("button", { name: "Back" }).click();
    expect(await page.getByLabel("Name").inputValue()).toBe("all");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByLabel("Why it cannot wait").fill("the law");
    await page.getByRole("button", { name: "Do it now" }).click();
    await item(page, "all").waitFor();
    expect(browser.world.audit[0].comment).toBe("the law");
    browser.world.environments[0].approvals = 0;
  });
});

it("made no complaint", () => browser.expectNoComplaints(/status of 422/));
