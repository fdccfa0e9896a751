import { MantineProvider } from "@mantine/core";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { WaysIn } from "../../api/session";
import { problemSentence } from "./sign-in-problems";
import { SignInWays } from "./sign-in-ways";

function shown(ways: WaysIn, target = "/"): string {
  return renderToStaticMarkup(
    <MantineProvider>
      <SignInWays ways={ways} target={target} pending={false} onPassword={() => {}} />
    </MantineProvider>,
  );
}

describe("the page where people sign in", () => {
  it("asks for a password where there is no identity provider", () => {
    const page = shown({ password: "everybody" });
    expect(page).toContain('type="password"');
    expect(page).not.toContain("<a ");
    expect(page).not.toContain("<details");
  });

  it("leads to the identity provider, and back to the page that was wanted", () => {
    const page = shown({ password: "everybody", oidc: { name: "Aurora" } }, "/projects/a?q=b&c=#d");
    expect(page).toContain("Sign in with Aurora");
    const href = /<a [^>]*href="([^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const url = new URL(href, "http://here.example");
    expect(url.pathname).toBe("/api/v1/session/oidc");
    expect(url.searchParams.get("returnTo")).toBe("/projects/a?q=b&c=#d");
    expect(page).toContain('type="password"');
  });

  it("keeps the password aside where it is for administrators", () => {
    const page = shown({ password: "admins", oidc: { name: "Aurora" } });
    expect(page.indexOf("<details")).toBeGreaterThan(page.indexOf("Sign in with Aurora"));
    expect(page.indexOf('type="password"')).toBeGreaterThan(page.indexOf("<details"));
  });

  it("says the provider's name as text", () => {
    expect(shown({ password: "everybody", oidc: { name: "<b>x" } })).toContain("&lt;b&gt;x");
  });

  it("says why somebody was not let in, whatever the address holds", () => {
    expect(problemSentence("")).toBeUndefined();
    expect(problemSentence("unknown-person")).toContain("administrator");
    expect(problemSentence("constructor")).toBe("You could not be signed in.");
  });
});
