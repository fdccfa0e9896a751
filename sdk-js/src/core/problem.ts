/** Something wrong in a document. */
export interface Problem {
  /** Where, as an RFC 6901 JSON pointer from the document's root. */
  readonly pointer: string;
  /** What is wrong and how to put it right, one sentence. */
  readonly detail: string;
}

/**
 * The pointer to a member or an element.
 *
 * @param parent the pointer of the object or list that holds it
 * @param name the member's name as it is in the document, or the element's index
 */
export function pointerAt(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
