import { memo, useLayoutEffect } from "react";
import { createRoot } from "react-dom/client";
import { createClient } from "../../../src/browser.js";
import { FlagProvider, useFlag } from "../../../src/react.js";

const delivered: number[] = [];
const rendered: { value: string; at: number }[] = [];

/** Notes when a piece of a stream has come to the page; what it holds is the client's affair. */
const whenItComes = () =>
  new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      delivered.push(performance.now());
      controller.enqueue(piece);
    },
  });
const original = window.fetch;
window.fetch = async (...question) => {
  const response = await original(...question);
  return new Response(response.body?.pipeThrough(whenItComes()), response);
};

const Cell = memo(function Cell({ id }: { id: number }) {
  const value = useFlag(`f${id % 50}`, "none");
  useLayoutEffect(() => {
    if (id === 7) {
      rendered.push({ value, at: performance.now() });
    }
  });
  return <i id={`c${id}`}>{value}</i>;
});

Object.assign(window, { delivered, rendered });
const client = createClient(JSON.parse(document.getElementById("state")?.textContent ?? "{}"));
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <FlagProvider client={client}>
      {Array.from({ length: 200 }, (_, id) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <Cell key={id} id={id} />
      ))}
    </FlagProvider>,
  );
}
