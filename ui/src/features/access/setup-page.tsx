import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorNote } from "../../components/states";
import { accessText } from "../../text/en/access";
import { Door, DoorForm } from "./door";
import { fragment, useSetup } from "./queries";

const words = accessText.setupPage;

/** The first person of a new server makes their account here. */
export function SetupPage() {
  const [token] = useState(() => fragment("token"));
  const navigate = useNavigate();
  const setup = useSetup(() => navigate({ to: "/", replace: true }));
  return (
    <Door title={words.setUpFirstlight} hint={words.hint}>
      <DoorForm
        onSubmit={({ token: typed, email = "", name = "", password = "" }) =>
          setup.mutate({ token: token || (typed ?? ""), email, name, password })
        }
      >
        <ErrorNote error={setup.error} />
        {!token && <TextInput name="token" label={words.setupToken} required />}
        <TextInput name="name" label={words.yourName} autoComplete="name" required autoFocus />
        <TextInput name="email" type="email" label={words.email} autoComplete="username" required />
        <PasswordInput
          name="password"
          label={words.password}
          description={words.passwordHint}
          autoComplete="new-password"
          minLength={12}
          required
          visibilityToggleButtonProps={{ "aria-label": words.reveal }}
        />
        <Button type="submit" loading={setup.isPending}>
          {words.createTheAccount}
        </Button>
      </DoorForm>
    </Door>
  );
}
