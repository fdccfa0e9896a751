import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";
import { expect } from "vitest";
import { args } from "./browser-args.mjs";
import { startFixture } from "./fixture-server.mjs";

/** A browser before a fresh fixture. Whatever it complains about is kept in `complaints`. */
export async function openBrowser(options) {
  const fixture = await startFixture(options);
  const browser = await playwright.launch({
    args,
    executablePath: await chromium.executablePath(),
    headless: true,
  });
  const complaints = [];

  async function page(context = {}) {
    const opened = await (
      await browser.newContext({ baseURL: fixture.url, locale: "en-GB", ...context })
    ).newPage();
    opened.on("console", (message) => {
      // The only expected one: asking who one is before one has signed in.
      const anonymous = message.location().url.endsWith("/api/v1/session");
      if (["error", "warning"].includes(message.type()) && !anonymous)
        complaints.push(message.text());
    });
    opened.on("pageerror", (error) => complaints.push(error.message));
    opened.on("request", (request) => {
      if (!request.url().startsWith(fixture.url)) complaints.push(`asked for ${request.url()}`);
    });
    return opened;
  }

  /** A page of somebody who has signed in already: the door has tests of its own. */
  async function signedIn(at = "/projects/comics/flags", { as, ...context } = {}) {
    const opened = await page(context);
    await enter(opened, at, as);
    return opened;
  }

  async function enter(opened, at = "/projects/comics/flags", as = undefined) {
    const value = fixture.world.signIn(as);
    await opened.context().addCookies([{ name: "session", value, url: fixture.url }]);
    await opened.goto(at);
    await opened.getByRole("heading", { level: 1 }).waitFor();
  }

  return {
    fixture,
    world: fixture.world,
    page,
    enter,
    signedIn,
    /** Nothing in the console, nothing asked of another host. */
    expectNoComplaints: (but = /^$/) =>
      expect(complaints.filter((text) => !but.test(text))).toEqual([]),
    /** Six live streams are all the connections a browser makes to one host. */
    closePages: () => Promise.all(browser.contexts().map((context) => context.close())),
    close: async () => {
      await browser.close();
      await fixture.close();
    },
  };
}
