import { Outlet, useParams } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import { Logo } from "../../components/logo";
import { useLive } from "../live";
import { Account } from "./account";
import { ConnectionState, StaleBanner } from "./connection";
import { Help } from "./help";
import { Navigation } from "./navigation";
import { Pickers } from "./pickers";
import css from "./shell.module.css";
import { useShortcuts } from "./shortcuts";

/** Fetched when it is first asked for. */
const Palette = lazy(() => import("./palette").then(({ Palette }) => ({ default: Palette })));

/** The frame of every screen of a project. */
export function Shell() {
  const { project } = useParams({ from: "/inside/projects/$project" });
  const connection = useLive(project);
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState<"never" | "shut" | "open">("never");
  const onHelp = useCallback(() => setHelp(true), []);
  const onPalette = useCallback(() => setPalette("open"), []);
  useShortcuts(project, { onHelp, onPalette });
  return (
    <div className={css.shell} data-shell>
      <a href="#content" className={css.skip}>
        Skip to the content
      </a>
      <header className={css.side}>
        <div className={css.brand}>
          <Logo />
          <span className={css.name}>Firstlight</span>
        </div>
        <button
          type="button"
          className={css.find}
          onClick={onPalette}
          aria-keyshortcuts="Meta+K Control+K"
        >
          <Search size={15} aria-hidden />
          <span className={css.findText}>Find anything</span>
          <kbd aria-hidden>⌘K</kbd>
        </button>
        <Pickers project={project} />
        <Navigation project={project} />
        <div className={css.foot}>
          <ConnectionState connection={connection} />
          <Account onHelp={onHelp} />
        </div>
      </header>
      <main id="content" className={css.main} tabIndex={-1}>
        <StaleBanner connection={connection} />
        <Outlet />
      </main>
      {palette !== "never" && (
        <Suspense>
          <Palette
            project={project}
            opened={palette === "open"}
            onClose={() => setPalette("shut")}
            onHelp={onHelp}
          />
        </Suspense>
      )}
      <Help opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
