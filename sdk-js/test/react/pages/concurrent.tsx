import { memo, StrictMode, startTransition, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { createClient } from "../../../src/browser.js";
import { FlagProvider, useFlag } from "../../../src/react.js";

const settings = JSON.parse(document.getElementById("state")?.textContent ?? "{}");
const client = createClient(settings);

/** Slow enough that a transition over a hundred of them is interrupted many times. */
const Slow = memo(function Slow({ round }: { round: number }) {
  const until = performance.now() + 3;
  while (performance.now() < until);
  return <b data-round={round}>{String(useFlag("f", "none"))}</b>;
});

function App() {
  const [round, setRound] = useState(0);
  return (
    <>
      <button type="button" onClick={() => startTransition(() => setRound(round + 1))}>
        go
      </button>
      {Array.from({ length: 100 }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <Slow key={i} round={round} />
      ))}
    </>
  );
}

/** What was ever on the page at once: more than one value is a tear. */
const seen: string[] = [];
const root = document.getElementById("root") as HTMLElement;
const look = () => {
  const values = new Set([...root.querySelectorAll("b")].map((each) => each.textContent));
  seen.push([...values].join("+"));
};
new MutationObserver(look).observe(root, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
});
Object.assign(window, { seen, client });
await client.ready(10_000);
flushSync(() =>
  createRoot(root).render(
    <StrictMode>
      <FlagProvider client={client}>
        <App />
      </FlagProvider>
    </StrictMode>,
  ),
);
