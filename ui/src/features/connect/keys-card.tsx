import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SdkKey } from "../../api/keys";
import { Command } from "../../components/command";
import { Card } from "../../components/layout";
import { ErrorNote } from "../../components/states";
import { ago, day, plural } from "../../lib/format";
import css from "./connect.module.css";
import { useCreateKey, useKeys, useRemoveKey, useRotateKey } from "./queries";

interface Props {
  project: string;
  environment: string;
  fresh?: string;
  onCreated(key: string): void;
}

const kinds = [
  { value: "server", label: "Server (secret, gets rules)" },
  { value: "client", label: "Client (public, gets values)" },
];

/** Makes a key and shows it this once. */
export function KeysCard({ project, environment, fresh, onCreated }: Props) {
  const [name, setName] = useState("my-service");
  const [kind, setKind] = useState<SdkKey["kind"]>("server");
  const create = useCreateKey(project, environment);
  return (
    <Card title="1. Create a key">
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name, kind }, { onSuccess: ({ key }) => key && onCreated(key) });
        }}
      >
        <TextInput
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
        />
        <NativeSelect
          label="Kind"
          data={kinds}
          value={kind}
          onChange={(event) => setKind(event.target.value as SdkKey["kind"])}
        />
        <Button type="submit" loading={create.isPending} disabled={!environment}>
          Create a key
        </Button>
      </form>
      <ErrorNote error={create.error} />
      {fresh && (
        <>
          <p>This is the only time the key is shown:</p>
          <Command text={fresh} label="SDK key" />
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
      <summary>{plural(keys.length, "key")} in use</summary>
      <table className={css.keys}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Begins with</th>
            <th scope="col">Last used</th>
            <th scope="col">Taken until</th>
            <th scope="col">
              <span className="visually-hidden">Rotate and revoke</span>
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
                    aria-label={`Rotate ${key.name}`}
                    onClick={() =>
                      rotate.mutate(key.id, {
                        onSuccess: ({ key: fresh }) => fresh && onRotated(fresh),
                      })
                    }
                  >
                    Rotate
                  </Button>
                )}{" "}
                <Button
                  size="compact-xs"
                  variant="light"
                  color="red"
                  aria-label={`Revoke ${key.name}`}
                  onClick={() => remove.mutate(key.id)}
                >
                  Revoke
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
