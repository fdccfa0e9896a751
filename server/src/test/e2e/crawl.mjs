// Signs in with a one-time link and goes to every screen of the console that a link leads to, as a scanner would: what breaks
// the policy, comes from elsewhere or in the clear, and which cookies and stored values there are. Prints it as JSON.
// Arguments: the console's folder (whose packages bring the browser), the link, screens that no link leads to.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, link, ...further] = process.argv.slice(2);
const MOST = 40;
const require = createRequire(path.join(folder, "package.json"));
const { chromium: playwright } = require("playwright-core");
const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
const { args } = await import(pathToFileURL(path.join(folder, "test", "browser-args.mjs")).href);
const { origin } = new URL(link);

const seen = { pages: [], violations: [], elsewhere: [], headers: [], complaints: [], requests: 0 };

function judge(response) {
  seen.requests++;
  const headers = response.headers();
  const type = response.request().resourceType();
  const lacks = (what, is) => is || seen.headers.push(`${response.url()} (${type}): ${what}`);
  lacks("nosniff", headers["x-content-type-options"] === "nosniff");
  lacks("a policy", (headers["content-security-policy"] ?? "").includes("frame-ancestors 'none'"));
  lacks("transport security", (headers["strict-transport-security"] ?? "").includes("max-age=31536000"));
  lacks("no CORS", !Object.keys(headers).some((name) => name.startsWith("access-control-")));
}

const browser = await playwright.launch({
  args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
try {
  const context = await browser.newContext({ locale: "en-GB", ignoreHTTPSErrors: true });
  await context.exposeFunction("tellViolation", (text) => seen.violations.push(text));
  await context.addInitScript(() =>
    document.addEventListener("securitypolicyviolation", (event) =>
      window.tellViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample} on ${location.pathname}`),
    ),
  );
  const page = await context.newPage();
  // Other servers are started and killed beside this; what is asked is what pages do, not how soon.
  page.setDefaultNavigationTimeout(90_000);
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  page.on("console", (message) => {
    // The only expected one: asking who one is before one has signed in.
    const anonymous = message.location().url.endsWith("/api/v1/session");
    if (message.type() === "error" && !anonymous) seen.complaints.push(message.text());
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) seen.elsewhere.push(request.url());
  });
  page.on("response", (response) => {
    if (response.url().startsWith(origin)) judge(response);
  });

  await page.goto(link);
  await page.waitForURL((url) => url.pathname.startsWith("/projects"));
  await page.getByRole("heading", { level: 1 }).waitFor();
  const waiting = [new URL(page.url()).pathname, ...further];
  const known = new Set(waiting);
  while (waiting.length > 0 && seen.pages.length < MOST) {
    const at = waiting.shift();
    await page.goto(origin + at);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    seen.pages.push(at);
    const links = await page.$$eval("a[href]", (all) => all.map((one) => one.href));
    for (const each of links.map((href) => new URL(href))) {
      const next = each.pathname + each.search;
      if (each.origin === origin && !each.pathname.startsWith("/q/") && !known.has(next)) {
        known.add(next);
        waiting.push(next);
      }
    }
  }
  seen.cookies = (await context.cookies()).map(({ name, secure, httpOnly, sameSite, path: at, domain }) => ({
    name,
    secure,
    httpOnly,
    sameSite,
    path: at,
    hostOnly: !domain.startsWith("."),
  }));
  seen.visible = await page.evaluate(() => document.cookie);
  seen.stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  const { violations, elsewhere, complaints } = structuredClone(seen);
  // A script that stands in a page, a handler in markup, a script from elsewhere: what an injection would try.
  await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.injected = true'>");
    const elsewhere = document.createElement("script");
    elsewhere.src = "https://evil.invalid/x.js";
    document.body.append(elsewhere);
  });
  await page.waitForTimeout(500);
  seen.injected = await page.evaluate(() => window.injected === true);
  const provoked = seen.violations.length - violations.length;
  console.log(JSON.stringify({ ...seen, violations, elsewhere, complaints, provoked }));
} finally {
  await browser.close();
}
