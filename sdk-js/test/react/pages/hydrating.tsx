import { memo, StrictMode, startTransition, useLayoutEffect } from "react";
import { hydrateRoot } from "react-dom/client";
import { createClient } from "../../../src/browser.js";
import { FlagProvider } from "../../../src/react.js";
import { Slow } from "./slow.js";

const settings = JSON.parse(document.getElementById("state")?.textContent ?? "{}");
const client = createClient(settings);
const root = document.getElementById("root") as HTMLElement;
const problems: string[] = [];
/** What was ever on the page at once: more than one value is a tear. */
const seen: string[] = [];
const heard: string[] = [];
new MutationObserver(() => {
  seen.push([...new Set([...root.querySelectorAll("b")].map((b) => b.textContent))].join("+"));
}).observe(root, { subtree: true, childList: true, characterData: true });
client.onChange("f", () => heard.push("change"));

const Last = memo(function Last() {
  useLayoutEffect(() => void heard.push("hydrated"));
  return null;
});

Object.assign(window, { problems, seen, heard });
startTransition(() => {
  hydrateRoot(
    root,
    <StrictMode>
      <FlagProvider client={client}>
        {Array.from({ length: 100 }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <Slow key={i} />
        ))}
        <Last />
      </FlagProvider>
    </StrictMode>,
    { onRecoverableError: (error) => problems.push(String(error)) },
  );
});
