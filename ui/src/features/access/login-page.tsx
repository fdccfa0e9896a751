import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ErrorNote } from "../../components/states";
import { Door, DoorForm } from "./door";
import { useSignIn } from "./queries";

export function LoginPage() {
  const { from } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  // Only a path of this console: a link must not send someone who has just signed in elsewhere.
  const target = from?.startsWith("/") && !from.startsWith("//") ? from : "/";
  const signIn = useSignIn(() => navigate({ href: target, replace: true }));
  return (
    <Door
      title="Sign in"
      hint="First time here? Open the setup link that the server printed when it started."
    >
      <DoorForm onSubmit={({ email = "", password = "" }) => signIn.mutate({ email, password })}>
        <ErrorNote error={signIn.error} />
        <TextInput
          name="email"
          type="email"
          label="Email"
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ "aria-label": "Reveal" }}
        />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </DoorForm>
    </Door>
  );
}
