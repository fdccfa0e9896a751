import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { providerHref, type WaysIn } from "../../api/session";
import { accessText } from "../../text/en/access";
import { CodeField } from "./code-field";
import { DoorForm } from "./door";
import css from "./door.module.css";
import type { Credentials } from "./queries";

const words = accessText.signInWays;

interface Props {
  ways: WaysIn;
  /** The page of the console to go to then. */
  target: string;
  pending: boolean;
  /** Whether the password was right and a code is to come along. */
  codeWanted?: boolean;
  onPassword(credentials: Credentials): void;
  /** What went wrong before. */
  children?: ReactNode;
}

/** The ways in: the company's identity provider first, where there is one. */
export function SignInWays({ ways, target, pending, codeWanted, onPassword, children }: Props) {
  const form = (
    <DoorForm
      onSubmit={({ email = "", password = "", code }) => onPassword({ email, password, code })}
    >
      <TextInput
        name="email"
        type="email"
        label={words.email}
        autoComplete="username"
        required
        autoFocus={!ways.oidc}
      />
      <PasswordInput
        name="password"
        label={words.password}
        autoComplete="current-password"
        required
        visibilityToggleButtonProps={{ "aria-label": words.reveal }}
      />
      {codeWanted && <CodeField autoFocus />}
      <Button type="submit" variant={ways.oidc ? "default" : "filled"} loading={pending}>
        {ways.oidc ? words.signInWithAPassword : words.signIn}
      </Button>
    </DoorForm>
  );
  return (
    <>
      {children}
      {ways.oidc && (
        <Button component="a" href={providerHref(target)}>
          {words.signInWith(ways.oidc.name)}
        </Button>
      )}
      {ways.oidc && ways.password === "admins" ? (
        <details className={css.aside}>
          <summary>{words.administratorsMayUseAPassword}</summary>
          {form}
        </details>
      ) : (
        form
      )}
    </>
  );
}
