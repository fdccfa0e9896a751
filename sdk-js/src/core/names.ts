const LONGEST = 100;

/** A name for a sentence that many others resemble. */
export function shortened(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST)}…`;
}
