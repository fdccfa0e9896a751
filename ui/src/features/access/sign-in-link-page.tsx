import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ErrorNote } from "../../components/states";
import { accessText } from "../../text/en/access";
import { CodeField } from "./code-field";
import { Door, DoorForm } from "./door";
import { SignIn } from "./login-page";
import { fragment, useSignInByLink } from "./queries";
import { wantsCode } from "./second-factor";

const words = accessText.signInLinkPage;

/** Someone follows a link that lets them in once, or is sent back by an identity provider without having come in. */
export function SignInLinkPage() {
  return fragment("problem") ? <SignIn target="/" /> : <ByLink />;
}

function ByLink() {
  const navigate = useNavigate();
  const [link] = useState(() => fragment("link"));
  const { mutate, error, isPending, variables } = useSignInByLink(() =>
    navigate({ to: "/", replace: true }),
  );
  const used = useRef(false);
  useEffect(() => {
    // The link works once; rendering twice must not use it twice.
    if (used.current) return;
    used.current = true;
    mutate({ link });
  }, [mutate, link]);
  if (wantsCode(error) || (isPending && variables?.code)) {
    return (
      <Door title={words.codeWanted}>
        <DoorForm onSubmit={({ code }) => mutate({ link, code })}>
          <CodeField autoFocus />
          <Button type="submit" loading={isPending}>
            {words.signIn}
          </Button>
        </DoorForm>
      </Door>
    );
  }
  return (
    <Door title={error ? words.thisLinkDoesNotWork : words.signingYouIn}>
      <ErrorNote error={error} />
      {error && <Link to="/login">{words.signInWithAPassword}</Link>}
    </Door>
  );
}
