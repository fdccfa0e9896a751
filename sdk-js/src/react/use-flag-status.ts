import { useCallback, useSyncExternalStore } from "react";
import type { Status } from "../client/status.js";
import { useFlagReader } from "./flag-context.js";

const RENDERED: Status = { state: "NOT_READY", reason: "The page was rendered by a server." };

/** Whether values are good, and why not; the component renders again when that changes. */
export function useFlagStatus(): Status {
  const reader = useFlagReader();
  const subscribe = useCallback((changed: () => void) => reader.onStatus(changed), [reader]);
  return useSyncExternalStore(
    subscribe,
    () => reader.status(),
    () => RENDERED,
  );
}
