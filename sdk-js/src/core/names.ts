const LONGEST_NAME = 100;
const LONGEST_SENTENCE = 1_000;

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
