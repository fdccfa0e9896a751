import { Flag, useFlag, useFlagStatus } from "@firstlight/sdk/react";

/** The same on the server and in the page, and so nothing differs when the page is hydrated. */
export function App() {
  const title = useFlag("shop-title", "Shop");
  const { state } = useFlagStatus();
  return (
    <main>
      <h1>{title}</h1>
      <Flag flag="new-checkout" otherwise={<button type="button">Pay</button>}>
        <button type="button">Pay in one step</button>
      </Flag>
      <output>{state}</output>
    </main>
  );
}
