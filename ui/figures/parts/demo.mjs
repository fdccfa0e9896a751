import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openChrome } from "../chrome.mjs";
import { row, seconds, until } from "../lab.mjs";
import { app, root, target } from "../server.mjs";

/** The demo as its users start it, once it is built; somebody watches the list of releases. */
export default async () => {
  const began = Date.now();
  const demo = spawn(
    "java",
    [
      "-cp",
      `${join(app, "app/*")}:${join(app, "lib/main/*")}`,
      "dev.firstlight.server.demo.Demo",
      // The demo takes the packaged server from here, and keeps its data there.
      join(app, ".."),
      root,
    ],
    { cwd: target, stdio: ["pipe", "pipe", "inherit"] },
  );
  let told = "";
  createInterface({ input: demo.stdout }).on("line", (line) => {
    told += `${line}\n`;
  });
  const find = async (pattern) => {
    await until(`the demo says ${pattern}`, () => pattern.test(told) || demo.exitCode !== null);
    return pattern.exec(told)[1];
  };
  let chrome;
  try {
    const url = (await find(/Console +(\S+?)\/?\n/)).replace(/\/$/, "");
    const link = await find(/Sign in +(\S+)/);
    chrome = await openChrome({ url });
    const page = await chrome.page();
    await page.goto(link);
    await page.getByRole("heading", { level: 1, name: "Flags" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("r");
    const attention = page.getByRole("region", { name: "Needs attention" });
    await attention
      .getByText(/^Rolled back panel-viewer-v2/)
      .first()
      .waitFor({ timeout: 120_000 });
    const took = Date.now() - began;
    return [
      row(
        "start of the demo → its rollback in the console",
        "≤ 60 s",
        seconds(took),
        took <= 60_000,
      ),
    ];
  } finally {
    await chrome?.close();
    demo.kill("SIGTERM");
    if (demo.exitCode === null) await once(demo, "exit");
  }
};
