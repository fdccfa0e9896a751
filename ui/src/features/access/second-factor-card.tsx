import { Button, PasswordInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { encode } from "uqr";
import { Card, Stack } from "../../components/layout";
import { ErrorNote, Loading, Note } from "../../components/states";
import { accessText } from "../../text/en/access";
import { CodeField } from "./code-field";
import { useBeginFactor, useConfirmFactor, useFactor, useFactorOff } from "./factor-queries";
import { grouped, squares } from "./second-factor";

const words = accessText.secondFactorCard;

/** Sets a second factor up, shows the recovery codes once, and turns it off. */
export function SecondFactorCard({ wanted }: { wanted: boolean }) {
  const { data, error, isPending, refetch } = useFactor();
  const [codes, setCodes] = useState<string[]>();
  return (
    <Card title={words.secondFactor} label={words.secondFactor} aside={words.aside}>
      <Stack>
        {wanted && !data?.on && <Note text={words.wanted} />}
        <ErrorNote error={error} retry={refetch} />
        {isPending && <Loading what={words.yourSecondFactor} />}
        {codes && <RecoveryCodes codes={codes} />}
        {data?.on && <TurnOff left={data.recoveryCodesLeft} />}
        {data && !data.on && <SetUp onDone={setCodes} />}
      </Stack>
    </Card>
  );
}

function Ask({
  submit,
  pending,
  error,
  onSend,
  children,
}: {
  submit: string;
  pending: boolean;
  error: unknown;
  onSend(form: FormData): void;
  children: ReactNode;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend(new FormData(event.currentTarget));
      }}
    >
      <Stack>
        {children}
        <ErrorNote error={error} />
        <div>
          <Button type="submit" variant="default" loading={pending}>
            {submit}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function SetUp({ onDone }: { onDone(codes: string[]): void }) {
  const begin = useBeginFactor();
  const confirm = useConfirmFactor(onDone);
  if (!begin.data) {
    return (
      <Ask
        submit={words.setItUp}
        pending={begin.isPending}
        error={begin.error}
        onSend={(form) => begin.mutate(String(form.get("password") ?? "") || undefined)}
      >
        <PasswordInput
          name="password"
          label={words.yourPassword}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": words.reveal }}
        />
      </Ask>
    );
  }
  return (
    <Ask
      submit={words.confirm}
      pending={confirm.isPending}
      error={confirm.error}
      onSend={(form) => confirm.mutate(String(form.get("code") ?? ""))}
    >
      <p>{words.readPicture}</p>
      <Picture uri={begin.data.uri} />
      <code>{grouped(begin.data.secret)}</code>
      <CodeField autoFocus />
    </Ask>
  );
}

function Picture({ uri }: { uri: string }) {
  const { data, size } = encode(uri, { border: 2 });
  return (
    <svg
      role="img"
      aria-label={words.picture}
      width={192}
      height={192}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={squares(data)} fill="#000" />
    </svg>
  );
}

function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <div>
      <p>{words.keepCodes}</p>
      <ul aria-label={words.recoveryCodes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}

function TurnOff({ left }: { left: number }) {
  const off = useFactorOff();
  return (
    <Ask
      submit={words.turnItOff}
      pending={off.isPending}
      error={off.error}
      onSend={(form) => off.mutate(String(form.get("code") ?? ""))}
    >
      <p>{words.codesLeft(left)}</p>
      <CodeField />
    </Ask>
  );
}
