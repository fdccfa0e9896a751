// Signs in with a one-time link, makes a role of permissions, gives it to somebody, and takes both away again; prints in
// whose words what is not possible was refused.
// Arguments: the console's folder (whose packages bring the browser), the link, the project whose people are looked at.
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [folder, link, project] = process.argv.slice(2);
const require = createRequire(path.join(folder, "package.json"));
const { chromium: playwright } = require("playwright-core");
const { default: chromium } = await import(pathToFileURL(require.resolve("@sparticuz/chromium")).href);
const { args } = await import(pathToFileURL(path.join(folder, "test", "browser-args.mjs")).href);

const browser = await playwright.launch({
  args,
  executablePath: await chromium.executablePath(),
  headless: true,
});
try {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  const dialog = page.getByRole("dialog");
  const people = page.getByRole("region", { name: "People" });
  const roles = page.getByRole("region", { name: "Roles" });
  const press = (where, name) => where.getByRole("button", { name, exact: true }).click();
  const refused = async () => console.log(await dialog.getByRole("alert").innerText());

  await page.goto(link);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForURL(/\/projects\//);
  await page.goto(`${new URL(link).origin}/projects/${project}/people`);

  await roles.getByText("None was made here yet.").waitFor();
  await press(roles, "Make a role");
  await dialog.getByRole("textbox", { name: "Key" }).fill("viewer");
  await dialog.getByLabel("Name").fill("Key keeper");
  await dialog.getByLabel("manage-keys", { exact: true }).check();
  await press(dialog, "Make");
  await refused();
  await dialog.getByRole("textbox", { name: "Key" }).fill("key-keeper");
  await press(dialog, "Make");
  await roles.getByRole("cell", { name: "view, manage-keys", exact: true }).waitFor();

  await press(roles, "Edit the role Key keeper");
  await dialog.getByLabel("release", { exact: true }).check();
  await press(dialog, "Save");
  await roles.getByRole("cell", { name: "view, release, manage-keys", exact: true }).waitFor();

  await people.getByLabel("Name", { exact: true }).fill("Bob");
  await people.getByLabel("Email").fill("bob@example.org");
  await people.getByLabel("Role everywhere").selectOption("key-keeper");
  await press(people, "Add");
  await people.getByRole("cell", { name: "key-keeper", exact: true }).waitFor();
  await press(roles, "Edit the role Key keeper");
  await press(dialog, "Delete the role");
  await refused();
  await press(dialog, "Cancel");

  await press(people, "Edit Bob");
  await dialog.getByLabel("Role everywhere").selectOption("viewer");
  await press(dialog, "Save");
  await people.getByRole("cell", { name: "viewer", exact: true }).waitFor();
  await press(roles, "Edit the role Key keeper");
  await press(dialog, "Delete the role");
  await roles.getByText("None was made here yet.").waitFor();
  if (complaints.length > 0) throw new Error(complaints.join("\n"));
  console.log("done");
} finally {
  await browser.close();
}
