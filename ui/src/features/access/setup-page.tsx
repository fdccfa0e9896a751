import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorNote } from "../../components/states";
import { Door, DoorForm } from "./door";
import { fragment, useSetup } from "./queries";

/** The first person of a new server makes their account here. */
export function SetupPage() {
  const [token] = useState(() => fragment("token"));
  const navigate = useNavigate();
  const setup = useSetup(() => navigate({ to: "/", replace: true }));
  return (
    <Door title="Set up Firstlight" hint="You will be this server's administrator.">
      <DoorForm
        onSubmit={({ token: typed, email = "", name = "", password = "" }) =>
          setup.mutate({ token: token || (typed ?? ""), email, name, password })
        }
      >
        <ErrorNote error={setup.error} />
        {!token && <TextInput name="token" label="Setup token" required />}
        <TextInput name="name" label="Your name" autoComplete="name" required autoFocus />
        <TextInput name="email" type="email" label="Email" autoComplete="username" required />
        <PasswordInput
          name="password"
          label="Password"
          description="At least 12 characters."
          autoComplete="new-password"
          minLength={12}
          required
          visibilityToggleButtonProps={{ "aria-label": "Reveal" }}
        />
        <Button type="submit" loading={setup.isPending}>
          Create the account
        </Button>
      </DoorForm>
    </Door>
  );
}
