import { row, seconds, until, withLab } from "../lab.mjs";

const FLAG = "payments";

/** Counts the frames in which the page calls live what is not. */
const watchForLies = (name) => {
  window.lies = 0;
  const look = () => {
    const state = document.querySelector("[data-testid=connection]").dataset.state;
    const value = document.querySelector(`[role=switch][aria-label="${name}"]`).ariaChecked;
    if (state === "live" && value === "true") window.lies += 1;
    requestAnimationFrame(look);
  };
  look();
};

/** The server is killed under an open console, and comes back changed. */
export default () =>
  withLab("outage", {}, async ({ server, chrome }) => {
    const page = await chrome.signedIn(`/projects/comics/flags?q=${FLAG}`);
    await page.getByTestId("connection").getByText("Live").waitFor();
    const toggle = page.getByRole("switch", { name: `${FLAG} in production`, exact: true });
    const shown = () => toggle.getAttribute("aria-checked");
    const connection = () => page.getByTestId("connection").textContent();
    await until("it is on", async () => (await shown()) === "true");
    page.forgive(true);
    const killed = Date.now();
    await server.kill();
    await page.getByTestId("connection").getByText("Live").waitFor({ state: "hidden" });
    const noticed = Date.now() - killed;
    await page.getByRole("alert").getByText("No connection to the server since").waitFor();
    const banner = Date.now() - killed;

    // The console may come back only after the change, so that each old value it shows is wrong from here on.
    await page.context().setOffline(true);
    await server.start();
    await server.api.patch("comics", FLAG, { enabled: false });
    await page.evaluate(watchForLies, `${FLAG} in production`);
    const up = Date.now();
    await page.context().setOffline(false);
    await page.getByRole("alert").waitFor({ state: "hidden" });
    const gone = Date.now() - up;
    await until("what changed meanwhile is shown", async () => (await shown()) === "false", 10_000);
    const current = Date.now() - up;
    await until("live again", async () => (await connection()) === "Live");
    const wrong = await page.evaluate(() => window.lies);
    page.forgive(false);
    return [
      row("server killed → no longer called live", "≤ 5 s", seconds(noticed), noticed <= 5000),
      row("server killed → banner", "≤ 5 s", seconds(banner), banner <= 5000),
      row("server is back → banner gone", "≤ 5 s", seconds(gone), gone <= 5000),
      row(
        "server is back → what changed meanwhile is shown",
        "≤ 5 s",
        seconds(current),
        current <= 5000,
      ),
      row("frames in which an old value was shown as live", "0", String(wrong), wrong === 0),
    ];
  });
