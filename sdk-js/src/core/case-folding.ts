const CAPITAL_I_WITH_DOT = "\u0130";
const SMALL_DOTLESS_I = "\u0131";

/**
 * Unicode simple case folding: one code point to one code point, no language. The capital I with a
 * dot and the small one without fold to nothing but themselves; everywhere else folding is the
 * lower case of the upper case.
 */
export function fold(text: string): string {
  let folded = "";
  for (const point of text) {
    folded += foldPoint(point);
  }
  return folded;
}

function foldPoint(point: string): string {
  if (point === CAPITAL_I_WITH_DOT || point === SMALL_DOTLESS_I) {
    return point;
  }
  return simple(
    simple(point, point.toUpperCase()),
    simple(point, point.toUpperCase()).toLowerCase(),
  );
}

/** A mapping to several code points, such as ß to SS, is no simple one, and then there is none. */
function simple(point: string, mapped: string): string {
  return mapped.length === String.fromCodePoint(mapped.codePointAt(0) as number).length
    ? mapped
    : point;
}
