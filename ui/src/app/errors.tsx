import { Link } from "@tanstack/react-router";
import { Page, PageHead } from "../components/layout";
import { ErrorNote } from "../components/states";

export function NotFound() {
  return (
    <main>
      <Page>
        <PageHead
          title="There is nothing here"
          sub="The address names no screen of this console."
        />
        <p>
          <Link to="/">Go to the flags</Link>
        </p>
      </Page>
    </main>
  );
}

export function RouteError({ error, reset }: { error: unknown; reset(): void }) {
  return (
    <main>
      <Page>
        <PageHead title="This screen could not be shown" />
        <ErrorNote error={error} retry={reset} />
      </Page>
    </main>
  );
}
