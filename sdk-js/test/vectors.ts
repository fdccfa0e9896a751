import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OWN =
  process.env.FIRSTLIGHT_OWN_VECTORS ??
  fileURLToPath(new URL("../../sdk-java/src/test/resources/vectors", import.meta.url));
const FOREIGN =
  process.env.FIRSTLIGHT_VECTORS ??
  fileURLToPath(new URL("../../../shared/vectors", import.meta.url));

/** A file of the project's own cases, shared with the Java SDK. */
export function ownVectors<T>(name: string): T {
  return JSON.parse(readFileSync(`${OWN}/${name}`, "utf8"));
}

/** A file of other projects' cases; null where it is missing, and then the test is skipped. */
export function foreignVectors(path: string): string | null {
  const file = `${FOREIGN}/${path}`;
  return existsSync(file) ? readFileSync(file, "utf8") : null;
}
