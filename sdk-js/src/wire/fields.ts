import { type Problem, pointerAt } from "../core/problem.js";
import type { JsonObject } from "./json.js";
import { isJsonObject, member } from "./json-object.js";
import type { Mode } from "./mode.js";

/** A document that is wrong in a million places is not told them all. */
const ENOUGH = 1_000;

/** Reads the members of one JSON object and notes every one that is not as it should be. */
export class Fields {
  readonly node: JsonObject;
  readonly #pointer: string;
  readonly #problems: Problem[];

  private constructor(node: JsonObject, pointer: string, problems: Problem[]) {
    this.node = node;
    this.#pointer = pointer;
    this.#problems = problems;
  }

  /** Null, and a problem, where the node is no object. */
  static of(node: unknown, pointer: string, problems: Problem[]): Fields | null {
    if (!isJsonObject(node)) {
      note(problems, pointer, "This is not an object; write one in braces.");
      return null;
    }
    return new Fields(node, pointer, problems);
  }

  /** In strict mode, notes every member that has none of these names. */
  only(mode: Mode, ...names: readonly string[]): this {
    for (const name of mode === "strict" ? this.names() : []) {
      if (!names.includes(name)) {
        this.add(name, `Unknown field '${name}'; remove it or use one of ${names.join(", ")}.`);
      }
    }
    return this;
  }

  /** The names of all members, sorted: their order as they were written is not kept by every parser. */
  names(): string[] {
    return Object.keys(this.node).sort();
  }

  at(name: string): string {
    return pointerAt(this.#pointer, name);
  }

  /** The member as it is, null where there is none. */
  get(name: string): unknown {
    return member(this.node, name) ?? null;
  }

  has(name: string): boolean {
    return this.get(name) !== null;
  }

  /** The member as it is, null where there is none or it is null; then a problem too. */
  required(name: string): unknown {
    const value = this.get(name);
    if (value === null) {
      this.add(name, `The field '${name}' is missing; add it.`);
    }
    return value;
  }

  /** Without a second name the empty string, and a problem, where there is none. */
  text(name: string, absent?: string): string {
    const value = absent === undefined ? this.required(name) : this.get(name);
    return value === null ? (absent ?? "") : this.#textOf(name, value);
  }

  optionalText(name: string): string | null {
    const value = this.get(name);
    return value === null ? null : this.#textOf(name, value);
  }

  #textOf(name: string, value: unknown): string {
    if (typeof value !== "string") {
      this.add(name, `The field '${name}' is not a string; write one.`);
      return "";
    }
    return value;
  }

  bool(name: string, absent: boolean): boolean {
    const value = this.get(name);
    if (typeof value === "boolean") {
      return value;
    }
    if (value !== null) {
      this.add(name, `The field '${name}' is neither true nor false; write one of them.`);
    }
    return absent;
  }

  /** A whole number. Without a last argument `least`, and a problem, where there is none. */
  whole(name: string, least: number, most: number, absent?: number): number {
    const value = absent === undefined ? this.required(name) : this.get(name);
    if (value === null) {
      return absent ?? least;
    }
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      this.add(
        name,
        `The field '${name}' is not a whole number from ${least} to ${most}; write one.`,
      );
      return least;
    }
    return value + 0; // −0 becomes 0
  }

  texts(name: string): readonly string[] {
    return this.list(name, (element, at) => {
      if (typeof element !== "string") {
        note(this.#problems, at, "This is not a string; write one.");
        return null;
      }
      return element;
    });
  }

  /** The elements that could be read; the empty list where the member is not there. */
  list<T>(name: string, read: (element: unknown, at: string) => T | null): readonly T[] {
    const value = this.get(name);
    if (value === null) {
      return [];
    }
    if (!Array.isArray(value)) {
      this.add(name, `The field '${name}' is not a list; write one in brackets.`);
      return [];
    }
    const list: T[] = [];
    for (const [i, each] of value.entries()) {
      const element = read(each, pointerAt(this.at(name), i));
      if (element !== null) {
        list.push(element);
      }
    }
    return list;
  }

  add(name: string, detail: string): void {
    note(this.#problems, this.at(name), detail);
  }
}

/** Adds a problem to those of a document, unless there are enough of them. */
export function note(problems: Problem[], pointer: string, detail: string): void {
  if (problems.length < ENOUGH) {
    problems.push({ pointer, detail });
  }
}
