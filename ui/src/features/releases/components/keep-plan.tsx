import { Button } from "@mantine/core";
import { useState } from "react";
import type { Plan } from "../../../api/releases";
import { ErrorNote } from "../../../components/states";
import { releasesText } from "../../../text/en/releases";
import { useKeepPlan } from "../queries";
import css from "./release.module.css";

const words = releasesText.keepPlan;

/** Keeps what the form says for the next release, under a name. */
export function KeepPlan({ project, plan }: { project: string; plan: Plan }) {
  const [name, setName] = useState("");
  const keep = useKeepPlan(project);
  const key = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "")
    .slice(0, 64);
  return (
    <details className={css.details}>
      <summary>{words.keepThisPlan}</summary>
      <input
        className={css.reason}
        aria-label={words.nameOfThePlan}
        placeholder={words.nameOfThePlan}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />{" "}
      <Button
        size="compact-sm"
        variant="default"
        disabled={key === ""}
        loading={keep.isPending}
        onClick={() => keep.mutate({ key, name, plan: { ...plan, origin: null } })}
      >
        {words.keep}
      </Button>
      <ErrorNote error={keep.error} />
    </details>
  );
}
