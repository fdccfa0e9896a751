import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SdkKey } from "../../api/keys";
import { Command } from "../../components/command";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { connectText } from "../../text/en/connect";
import { ago, day } from "../../text/format";
import css from "./connect.module.css";
import { useCreateKey, useKeys, useRemoveKey, useRotateKey } from "./queries";

const words = connectText.keysCard;

interface Props {
  project: string;
  environment: string;
  fresh?: string;
  onCreated(key: string): void;
}

const kinds = [
  { value: "server", label: words.serverSecretGetsRules },
  { value: "client", label: words.clientPublicGetsValues },
];

/** Makes a key and shows it this once. */
export function KeysCard({ project, environment, fresh, onCreated }: Props) {
  const [name, setName] = useState("my-service");
  const [kind, setKind] = useState<SdkKey["kind"]>("server");
  const create = useCreateKey(project, environment);
  return (
    <Card title={words.title}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name, kind }, { onSuccess: ({ key }) => key && onCreated(key) });
        }}
      >
        <TextInput
          label={words.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
        />
        <NativeSelect
          label={words.kind}
          data={kinds}
          value={kind}
          onChange={(event) => setKind(event.target.value as SdkKey["kind"])}
        />
        <Button type="submit" loading={create.isPending} disabled={!environment}>
          {words.createAKey}
        </Button>
      </form>
      <ErrorNote error={create.error} />
      {fresh && (
        <>
          <p>{words.shownOnce}</p>
          <Command text={fresh} label={words.sdkKey} />
        </>
      )}
      <Existing project={project} environment={environment} onRotated={onCreated} />
    </Card>
  );
}

interface ExistingProps {
  project: string;
  environment: string;
  onRotated(key: string): void;
}

function Existing({ project, environment, onRotated }: ExistingProps) {
  const rotate = useRotateKey(project, environment);
  const keys = useKeys(project, environment).data ?? [];
  const remove = useRemoveKey(project, environment);
  if (keys.length === 0) return null;
  return (
    <details>
      <summary>{words.inUse(keys.length)}</summary>
      <table className={css.keys}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.beginsWith}</th>
            <th scope="col">{words.lastUsed}</th>
            <th scope="col">{words.takenUntil}</th>
            <th scope="col">
              <span className="visually-hidden">{words.rotateAndRevoke}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>{key.name}</td>
              <td>{key.kind}</td>
              <td className="mono">{key.prefix}…</td>
              <td>{ago(key.lastUsedAt)}</td>
              <td>{key.expiresAt ? day(key.expiresAt) : "–"}</td>
              <td>
                {!key.expiresAt && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={words.rotateOne(key.name)}
                    onClick={() =>
                      rotate.mutate(key.id, {
                        onSuccess: ({ key: fresh }) => fresh && onRotated(fresh),
                      })
                    }
                  >
                    {words.rotate}
                  </Button>
                )}{" "}
                <Button
                  size="compact-xs"
                  variant="light"
                  color="red"
                  aria-label={words.revokeOne(key.name)}
                  onClick={() => remove.mutate(key.id)}
                >
                  {words.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ErrorNote error={remove.error ?? rotate.error} />
    </details>
  );
}
