import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ErrorNote, Loading, Note } from "../../components/states";
import { accessText } from "../../text/en/access";
import { Door } from "./door";
import { fragment, useSignIn, waysQuery } from "./queries";
import { wantsCode } from "./second-factor";
import { problemSentence } from "./sign-in-problems";
import { SignInWays } from "./sign-in-ways";

const words = accessText.loginPage;

export function LoginPage() {
  const { from } = useSearch({ from: "/login" });
  // Only a path of this console: a link must not send someone who has just signed in elsewhere.
  return <SignIn target={from?.startsWith("/") && !from.startsWith("//") ? from : "/"} />;
}

/** Where people sign in, told why it did not work the last time. */
export function SignIn({ target }: { target: string }) {
  const navigate = useNavigate();
  const ways = useQuery(waysQuery);
  const signIn = useSignIn(() => navigate({ href: target, replace: true }));
  return (
    <Door title={words.signIn} hint={words.firstTimeHint}>
      {ways.isPending ? (
        <Loading what={words.waysIn} />
      ) : (
        // A server that does not say knows passwords at least.
        <SignInWays
          ways={ways.data ?? { password: "everybody" }}
          target={target}
          pending={signIn.isPending}
          codeWanted={wantsCode(signIn.error) || signIn.variables?.code !== undefined}
          onPassword={signIn.mutate}
        >
          <Note text={signIn.error ? undefined : problemSentence(fragment("problem"))} />
          {wantsCode(signIn.error) ? (
            <Note text={words.codeWanted} />
          ) : (
            <ErrorNote error={signIn.error} />
          )}
        </SignInWays>
      )}
    </Door>
  );
}
