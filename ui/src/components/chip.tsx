import type { ReactNode } from "react";
import type { Piece } from "../text/sentences";
import css from "./chip.module.css";

export type Tone = "plain" | "accent" | "good" | "bad" | "warn";

/** A state in a word; its colour never says anything that the word does not. */
export function Chip({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${css.chip} ${css[tone] ?? ""}`}>{children}</span>;
}

/** The name of a variant. */
export function Variant({ name }: { name: string }) {
  return <span className={css.variant}>{name}</span>;
}

/** A sentence whose names and values are set apart. */
export function Sentence({ pieces }: { pieces: Piece[] }) {
  return pieces.map((piece, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the words of one sentence have no other identity
    <span key={i}>
      {i > 0 && " "}
      <span className={piece.kind === "word" ? undefined : css[piece.kind]}>{piece.text}</span>
    </span>
  ));
}
