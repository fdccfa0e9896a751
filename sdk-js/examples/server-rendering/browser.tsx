import { createClient } from "@firstlight/sdk";
import { FlagProvider } from "@firstlight/sdk/react";
import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { App } from "./app.js";

// What the server found out: the page begins with it, and hears of what changed since.
const client = createClient(JSON.parse(document.getElementById("flags")?.textContent ?? "{}"));
const root = document.getElementById("root");
if (root !== null) {
  startTransition(() => {
    hydrateRoot(
      root,
      <FlagProvider client={client}>
        <App />
      </FlagProvider>,
    );
  });
}
if (location.hash === "#devtools") {
  void import("@firstlight/sdk/devtools").then(({ openDevtools }) => openDevtools(client));
}
