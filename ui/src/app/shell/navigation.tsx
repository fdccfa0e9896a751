import { Link, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { appText } from "../../text/en/app";
import { usePlaces } from "./places";
import css from "./shell.module.css";

const words = appText.navigation;

export function Navigation({ project }: { project: string }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a narrow screen not all fit; where one is must be among those in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which link is current follows from the address
  useEffect(() => {
    const bar = nav.current;
    const current = bar?.querySelector<HTMLElement>("[aria-current=page]");
    if (bar && current) bar.scrollLeft = current.offsetLeft - bar.clientWidth / 2 + 33;
  }, [pathname]);
  return (
    <nav ref={nav} className={css.nav} aria-label={words.main}>
      {usePlaces(project).map(({ to, name, icon: Icon, key }) => (
        <Link
          key={to}
          to={to}
          params={{ project }}
          className={css.link}
          activeProps={{ "aria-current": "page" }}
          activeOptions={{ includeSearch: false }}
          aria-keyshortcuts={`g ${key}`}
        >
          <Icon size={17} aria-hidden />
          <span>{name}</span>
          <span className={css.keys} aria-hidden>
            g {key}
          </span>
        </Link>
      ))}
    </nav>
  );
}
