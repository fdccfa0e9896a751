import { memo, StrictMode, useLayoutEffect, useRef } from "react";
import { FlagProvider, type FlagProviderProps, useFlag } from "../../../src/react.js";

const COMPONENTS = 200;
const FLAGS = 50;

/** How often each component was rendered; the server's renders do not count. */
export const renders = new Map<number, number>();

/** One of many that each read one flag. */
const Cell = memo(function Cell({ id }: { id: number }) {
  const value = useFlag(`f${id % FLAGS}`, false);
  const rendered = useRef(0);
  useLayoutEffect(() => {
    rendered.current++;
    renders.set(id, rendered.current);
  });
  return <i id={`c${id}`}>{String(value)}</i>;
});

/** The same on the server and in the browser. */
export function App(props: FlagProviderProps) {
  return (
    <StrictMode>
      <FlagProvider {...props}>
        {Array.from({ length: COMPONENTS }, (_, id) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they never move
          <Cell key={id} id={id} />
        ))}
      </FlagProvider>
    </StrictMode>
  );
}
