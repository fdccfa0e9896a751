import { createElement, Fragment, type ReactElement, type ReactNode } from "react";

/** A sentence with something in it that is more than text: said`asked by ${name}`. */
export function said(words: TemplateStringsArray, ...parts: ReactNode[]): ReactElement {
  return createElement(Fragment, null, ...words.flatMap((word, i) => [word, parts[i]]));
}
