import { hydrateRoot } from "react-dom/client";
import type { BrowserClientOptions } from "../../../src/browser.js";
import { App, renders } from "./app.js";

const state = document.getElementById("state")?.textContent ?? "{}";
const options = JSON.parse(state) as BrowserClientOptions;
const root = document.getElementById("root");
const problems: string[] = [];
Object.assign(window, { renders, problems });
if (root !== null) {
  hydrateRoot(root, <App options={options} />, {
    onRecoverableError: (error) => problems.push(String(error)),
  });
}
