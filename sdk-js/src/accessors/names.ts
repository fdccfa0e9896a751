/**
 * A name for each key, in the order of the keys: `new-checkout.v2` is `newCheckoutV2`. Of keys that come to the same name
 * the later ones are numbered from 2.
 */
export function namesOf(keys: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const key of keys) {
    const name = nameOf(key);
    let free = name;
    for (let i = 2; taken.has(free); i++) {
      free = `${name}${i}`;
    }
    taken.add(free);
    names.set(key, free);
  }
  return names;
}

function nameOf(key: string): string {
  const [first = "", ...rest] = key.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== "");
  const name = first.charAt(0).toLowerCase() + first.slice(1) + rest.map(capitalized).join("");
  return /^\p{ID_Start}/u.test(name) ? name : `flag${capitalized(name)}`;
}

/** With a capital first. */
export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
