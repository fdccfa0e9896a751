import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { ErrorNote } from "../../components/states";
import { Door } from "./door";
import { fragment, useSignInByLink } from "./queries";

/** Someone follows a link that lets them in once. */
export function SignInLinkPage() {
  const navigate = useNavigate();
  const { mutate, error } = useSignInByLink(() => navigate({ to: "/", replace: true }));
  const used = useRef(false);
  useEffect(() => {
    // The link works once; rendering twice must not use it twice.
    if (used.current) return;
    used.current = true;
    mutate(fragment("link"));
  }, [mutate]);
  return (
    <Door title={error ? "This link does not work" : "Signing you in…"}>
      <ErrorNote error={error} />
      {error && <Link to="/login">Sign in with a password</Link>}
    </Door>
  );
}
