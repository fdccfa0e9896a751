import { Problem } from "../../lib/problem";

/** Whether the password was right, and the code of a second factor is to come along. */
export function wantsCode(error: unknown): boolean {
  return (
    error instanceof Problem &&
    error.status === 401 &&
    error.faults.some(({ pointer }) => pointer === "/code")
  );
}

/** A secret as people type it: in groups of four. */
export function grouped(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

/** The dark squares of a picture as one path, each a unit wide. */
export function squares(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
}
