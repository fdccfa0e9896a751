import { Link } from "@tanstack/react-router";
import { Page, PageHead } from "../components/layout";
import { ErrorNote } from "../components/states";
import { appText } from "../text/en/app";

const words = appText.errors;

export function NotFound() {
  return (
    <main>
      <Page>
        <PageHead title={words.nothingHere} sub={words.noSuchScreen} />
        <p>
          <Link to="/">{words.goToTheFlags}</Link>
        </p>
      </Page>
    </main>
  );
}

export function RouteError({ error, reset }: { error: unknown; reset(): void }) {
  return (
    <main>
      <Page>
        <PageHead title={words.notShown} />
        <ErrorNote error={error} retry={reset} />
      </Page>
    </main>
  );
}
