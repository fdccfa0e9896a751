import type { Platform } from "../platform/platform.js";

/** Waits, but no longer than until a signal aborts. */
export function sleep(
  platform: Pick<Platform, "after">,
  milliseconds: number,
  until: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      callOff();
      until.removeEventListener("abort", wake);
      resolve();
    };
    const callOff = platform.after(milliseconds, wake);
    until.addEventListener("abort", wake);
    if (until.aborted) {
      wake();
    }
  });
}
