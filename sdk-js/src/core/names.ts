const MOST = 20;
const LONGEST_NAME = 100;
const LONGEST_SENTENCE = 1_000;

/**
 * Names as sentences give them, such as `off, on`: few and short, however many and long there are,
 * and sorted, since JavaScript does not keep the order in which members were written.
 */
export function knownNames(names: Iterable<string>): string {
  const all = [...names].sort();
  const shown = all.slice(0, MOST).map(shortened).join(", ");
  return all.length > MOST ? `${shown}, …` : shown;
}

/** A name for a sentence that many others resemble. */
export function shortened(name: string): string {
  return cut(name, LONGEST_NAME);
}

/** A sentence that goes to applications and, by telemetry, to the server. */
export function sentence(text: string): string {
  return cut(text, LONGEST_SENTENCE);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
