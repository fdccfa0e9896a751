import { createClient, trackPageOutcomes } from "../../../src/browser.js";

const client = createClient(JSON.parse(document.getElementById("state")?.textContent ?? "{}"));
trackPageOutcomes(client, {
  errors: "page-error",
  largestPaint: { metric: "late-paint", above: 0 },
  interaction: { metric: "slow-page" },
});
trackPageOutcomes(client, { largestPaint: "paint", interaction: "interaction" });
trackPageOutcomes(client, {
  largestPaint: { metric: "very-late-paint", above: 60_000 },
  interaction: { metric: "very-slow-page", above: 60_000 },
});
const button = document.createElement("button");
button.textContent = "slow";
button.onclick = () => {
  const until = performance.now() + 300;
  while (performance.now() < until);
  setTimeout(() => {
    throw new Error("on purpose");
  });
};
document.getElementById("root")?.append(button);
