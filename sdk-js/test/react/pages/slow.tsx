import { memo } from "react";
import { useFlag } from "../../../src/react.js";

/** Slow enough in a browser that rendering a hundred of them is interrupted many times. */
export const Slow = memo(function Slow() {
  const until = performance.now() + (typeof document === "undefined" ? 0 : 3);
  while (performance.now() < until);
  return <b>{useFlag("f", "none")}</b>;
});
