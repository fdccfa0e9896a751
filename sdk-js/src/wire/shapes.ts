import { isObject, own } from "../core/attribute-value.js";
import { type Problem, pointerAt } from "../core/problem.js";
import {
  IS_MISSING,
  IS_NOT_BOOL,
  IS_NOT_LIST,
  IS_NOT_OBJECT,
  IS_NOT_TEXT,
  IS_NOT_WHOLE,
  type SentenceName,
  UNKNOWN_FIELD,
} from "../core/sentence-names.js";
import type { Say } from "../core/sentences.js";
import type { JsonObject } from "./json.js";
import type { Mode } from "./mode.js";

/** A document that is wrong in a million places is not told them all. */
const ENOUGH = 1_000;

/** What is wrong, while a document is being read. */
export interface Notes {
  readonly mode: Mode;
  readonly problems: Problem[];
  /** Left out where the words do not matter or are not there: then details are mere names. */
  readonly say?: Say | undefined;
}

/**
 * Reads a value, null where there is none. Where it is not as it should be, that is noted, and what is read makes no
 * difference any more.
 *
 * @param at where it stands in its document
 */
export type Shape<T> = (node: unknown, at: string, notes: Notes) => T;

/** What stands where something was not understood. */
export const UNKNOWN = { kind: "unknown", detail: "" } as const;

/** Adds a problem, unless there are enough of them. */
export function note({ problems }: Notes, pointer: string, detail: string): null {
  if (problems.length < ENOUGH) {
    problems.push({ pointer, detail });
  }
  return null;
}

/** As {@link note}, with the sentence of a name. */
export function wrong(
  notes: Notes,
  pointer: string,
  name: SentenceName,
  ...values: readonly unknown[]
): null {
  return note(notes, pointer, notes.say?.(name, ...values) ?? String(name));
}

function isNot(
  name: SentenceName,
  node: unknown,
  at: string,
  notes: Notes,
  ...bounds: readonly number[]
): null {
  return wrong(notes, at, node === null ? IS_MISSING : name, at, ...bounds);
}

export const text: Shape<string> = (node, at, notes) =>
  typeof node === "string" ? node : (isNot(IS_NOT_TEXT, node, at, notes) ?? "");

export const bool: Shape<boolean> = (node, at, notes) =>
  typeof node === "boolean" ? node : (isNot(IS_NOT_BOOL, node, at, notes) ?? false);

/** A whole number. */
export const whole =
  (least: number, most: number): Shape<number> =>
  (node, at, notes) =>
    typeof node === "number" && Number.isInteger(node) && node >= least && node <= most
      ? node + 0 // −0 becomes 0
      : (isNot(IS_NOT_WHOLE, node, at, notes, least, most) ?? least);

/** What may be left out. */
export const optional =
  <T, U>(shape: Shape<T>, absent: U): Shape<T | U> =>
  (node, at, notes) =>
    node === null ? absent : shape(node, at, notes);

/** What must be there, though the shape by itself could do without. */
export const needed =
  <T, U>(shape: Shape<T>, absent: U): Shape<T | U> =>
  (node, at, notes) =>
    node === null ? (isNot(IS_MISSING, node, at, notes) ?? absent) : shape(node, at, notes);

/** The elements that could be read. */
export const list =
  <T>(each: Shape<T | null>): Shape<readonly T[]> =>
  (node, at, notes) =>
    Array.isArray(node)
      ? node
          .map((element: unknown, i) => each(element, `${at}/${i}`, notes))
          .filter((element) => element !== null)
      : (isNot(IS_NOT_LIST, node, at, notes) ?? []);

/** As {@link list}, without any where it is left out. */
export const some = <T>(each: Shape<T | null>): Shape<readonly T[]> => optional(list(each), []);

/** An object whose names are anybody's; in their order, since that in which they were written is not kept by every parser. */
export const members =
  <T>(each: Shape<T>): Shape<ReadonlyMap<string, T>> =>
  (node, at, notes) => {
    const names = isObject(node) ? Object.keys(node) : isNot(IS_NOT_OBJECT, node, at, notes);
    return new Map(
      names?.sort().map((name) => [name, part(node as JsonObject, name, at, each, notes)]),
    );
  };

/** An object with certain members; in strict mode with no others. */
export const object =
  <M extends Readonly<Record<string, Shape<unknown>>>>(shapes: M): Shape<Read<M> | null> =>
  (node, at, notes) => {
    if (!isObject(node)) {
      return isNot(IS_NOT_OBJECT, node, at, notes);
    }
    const known = Object.keys(shapes);
    for (const name of notes.mode === "strict" ? Object.keys(node).sort() : []) {
      if (!known.includes(name)) {
        wrong(notes, pointerAt(at, name), UNKNOWN_FIELD, name);
      }
    }
    const read = known.map((name) => [
      name,
      part(node, name, at, shapes[name] as Shape<unknown>, notes),
    ]);
    return Object.fromEntries(read);
  };

type Read<M> = { readonly [K in keyof M]: M[K] extends Shape<infer T> ? T : never };

function part<T>(node: JsonObject, name: string, at: string, shape: Shape<T>, notes: Notes): T {
  return shape(own(node, name), pointerAt(at, name), notes);
}

/** Whether it is an object that has the member. */
export function has(node: unknown, name: string): boolean {
  return isObject(node) && own(node, name) !== null;
}

/** What was read, made something else. */
export const as =
  <T, U>(shape: Shape<T | null>, make: (read: T, at: string, notes: Notes) => U): Shape<U | null> =>
  (node, at, notes) => {
    const read = shape(node, at, notes);
    return read === null ? null : make(read, at, notes);
  };

/**
 * What an SDK may not understand, and then goes on without: what is wrong stays within. A member that is not known counts
 * in every mode, since it may change what the others mean.
 */
export const understood =
  <T>(shape: Shape<T | null>): Shape<T | { readonly kind: "unknown"; readonly detail: string }> =>
  (node, at, notes) => {
    const problems: Problem[] = [];
    const read = shape(node, at, { ...notes, mode: "strict", problems });
    if (read !== null && problems.length === 0) {
      return read;
    }
    if (notes.mode === "strict") {
      for (const { pointer, detail } of problems) {
        note(notes, pointer, detail);
      }
    }
    return { kind: "unknown", detail: problems[0]?.detail ?? "" };
  };
