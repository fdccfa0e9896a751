import { useState } from "react";
import type { Targeting } from "../../api/flags";
import type { TargetingEdit } from "../../lib/targeting";

/** The part of a targeting that people write; the rest is the server's. */
export function editOf(targeting: Targeting): TargetingEdit {
  const { enabled, offVariant, prerequisites, targets, rules } = targeting;
  return { enabled, offVariant, prerequisites, targets, rules, default: targeting.default };
}

export interface Draft {
  edit: TargetingEdit;
  /** The version the edit was begun from: what If-Match says. */
  base: Targeting;
  dirty: boolean;
  change(part: Partial<TargetingEdit>): void;
  discard(): void;
}

/** An edit that lives beside what the server has, until it is saved or thrown away. */
export function useDraft(targeting: Targeting): Draft {
  const [begun, setBegun] = useState<{ edit: TargetingEdit; base: Targeting }>();
  const base = begun?.base ?? targeting;
  return {
    edit: begun?.edit ?? editOf(targeting),
    base,
    dirty: begun !== undefined && JSON.stringify(begun.edit) !== JSON.stringify(editOf(base)),
    change: (part) =>
      setBegun((old) => {
        const from = old ?? { edit: editOf(targeting), base: targeting };
        return { base: from.base, edit: { ...from.edit, ...part } };
      }),
    discard: () => setBegun(undefined),
  };
}
