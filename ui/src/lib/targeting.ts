/** The flag document as it travels, written by hand from the flag model. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type ValueType = "boolean" | "string" | "integer" | "number" | "object";

export interface Range {
  to: number;
  variant: string;
}

export interface RegionalRanges {
  in: string[];
  ranges: Range[];
}

export interface Split {
  by: string;
  hash?: string;
  salt?: string;
  regions?: RegionalRanges[];
  ranges: Range[];
}

export type Serve = { variant: string } | { split: Split };

export interface Leaf {
  attribute: string;
  op: string;
  value?: Json;
  values?: Json[];
  ignoreCase?: boolean;
}

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { every: Leaf }
  | { segment: string }
  | { bucket: { by: string; salt?: string; from: number; to: number } }
  | Leaf;

export interface Rule {
  id: string;
  note?: string;
  when: Condition;
  serve: Serve;
}

export interface Target {
  variant: string;
  keys: string[];
}

export interface Prerequisite {
  flag: string;
  variants: string[];
}

/** What a person may edit of a flag in one environment. */
export interface TargetingEdit {
  enabled: boolean;
  offVariant: string;
  prerequisites: Prerequisite[];
  targets: Target[];
  rules: Rule[];
  default: Serve;
}
