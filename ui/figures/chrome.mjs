// A real browser before the packaged server.
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";
import { args } from "../test/browser-args.mjs";

/** Longer than the console gathers what it heard before it asks again. */
const QUIET_MS = 300;
const LONGEST_MS = 60_000;
const sleep = (time) => new Promise((later) => setTimeout(later, time));

/** All that a browser complained about, of whichever part. */
export const complaints = [];

export async function openChrome(server, { port } = {}) {
  const browser = await playwright.launch({
    args: port ? [...args, `--remote-debugging-port=${port}`] : args,
    executablePath: await chromium.executablePath(),
    headless: true,
  });
  let session;

  function watch(page) {
    let forgiven = false;
    const complain = (text) => forgiven || complaints.push(text);
    page.on("console", (message) => {
      // The only expected one: asking who one is before one has signed in.
      const anonymous = message.location().url.endsWith("/api/v1/session");
      if (["error", "warning"].includes(message.type()) && !anonymous) complain(message.text());
    });
    page.on("pageerror", (error) => complain(error.message));
    page.on("requestfailed", (request) => {
      // What a page no longer wants, since one went on to another, has not failed.
      if (request.failure()?.errorText !== "net::ERR_ABORTED")
        complain(`${request.url()}: ${request.failure()?.errorText}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(server.url) && !url.startsWith("data:"))
        complaints.push(`asked for ${url}`);
    });
    // The stream never ends; what else is asked for does.
    const asked = new Set();
    page.on("request", (request) => request.url().endsWith("/live") || asked.add(request));
    for (const end of ["requestfinished", "requestfailed"])
      page.on(end, (request) => asked.delete(request));
    page.quiet = async () => {
      const began = Date.now();
      let since = began;
      while (Date.now() - since < QUIET_MS) {
        await sleep(10);
        if (asked.size > 0) since = Date.now();
        // A request that never ends would be waited for without end.
        if (Date.now() - began > LONGEST_MS)
          throw new Error(`not quiet: ${[...asked].map((request) => request.url())}`);
      }
    };
    // While a server is killed on purpose, that it does not answer is no complaint.
    page.forgive = (yes) => {
      forgiven = yes;
    };
    return page;
  }

  /** A page of nobody yet. */
  async function page(context = {}) {
    const opened = await browser.newContext({
      baseURL: server.url,
      locale: "en-GB",
      viewport: { width: 1280, height: 800 },
      ...context,
    });
    return watch(await opened.newPage());
  }

  /** A page of an administrator who has signed in already. */
  async function signedIn(at, context = {}) {
    session ??= await signIn();
    const opened = await page({ storageState: session, ...context });
    if (at) await show(opened, at);
    return opened;
  }

  async function signIn() {
    const opened = await page();
    await opened.goto(await server.api.signInLink("ada@example.org"));
    await opened.getByRole("heading", { level: 1, name: /Flags|project/ }).waitFor();
    const state = await opened.context().storageState();
    await opened.context().close();
    return state;
  }

  /** Goes there, and waits until what is there has been loaded. */
  async function show(opened, at) {
    await opened.goto(at);
    await settled(opened);
  }

  return {
    page,
    signedIn,
    show,
    cookie: async () => {
      session ??= await signIn();
      return session.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    },
    close: () => browser.close(),
  };
}

/** Waits until nothing on the page is still being loaded. */
export async function settled(page) {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("load");
  await page.waitForFunction(() => !document.body.textContent.includes("Loading "));
}
