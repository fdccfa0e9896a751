import { createRoot } from "react-dom/client";
import { createClient } from "../../../src/browser.js";
import { FlagProvider, useFlag } from "../../../src/react.js";

const client = createClient(JSON.parse(document.getElementById("state")?.textContent ?? "{}"));

function App() {
  const title = useFlag("title", "none");
  const size = useFlag("size", 0);
  return (
    <p id="seen">
      {String(useFlag("on", false))} {title} {size}
    </p>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <FlagProvider client={client}>
      <App />
    </FlagProvider>,
  );
}
Object.assign(window, {
  client,
  async open() {
    const { openDevtools } = await import("../../../src/devtools.js");
    Object.assign(window, { close: openDevtools(client) });
    return openDevtools(client) !== undefined;
  },
});
