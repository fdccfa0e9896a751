import type { OtlpPoints } from "../../api/releases";

/** Points as one line: `http.requests status=5* route=/pay`. */
export function pointsText(points: OtlpPoints | undefined): string {
  if (points === undefined) return "";
  const where = Object.entries(points.where ?? {}).map(([name, value]) => `${name}=${value}`);
  return [points.metric, ...where].join(" ");
}

/** What such a line says; a word without `=` after the first is an attribute that has any value. */
export function pointsOf(text: string): OtlpPoints {
  const [metric = "", ...words] = text.trim().split(/\s+/);
  const where = words.map((word) => {
    const at = word.indexOf("=");
    return at < 0 ? [word, "*"] : [word.slice(0, at), word.slice(at + 1)];
  });
  return { metric, ...(where.length > 0 && { where: Object.fromEntries(where) }) };
}
