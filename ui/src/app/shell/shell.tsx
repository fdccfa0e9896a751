import { Outlet, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Logo } from "../../components/logo";
import { useLive } from "../live";
import { Account } from "./account";
import { ConnectionState, StaleBanner } from "./connection";
import { Help } from "./help";
import { Navigation } from "./navigation";
import { Pickers } from "./pickers";
import css from "./shell.module.css";
import { useShortcuts } from "./shortcuts";

/** The frame of every screen of a project. */
export function Shell() {
  const { project } = useParams({ from: "/inside/projects/$project" });
  const connection = useLive(project);
  const [help, setHelp] = useState(false);
  useShortcuts(project, () => setHelp(true));
  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        Skip to the content
      </a>
      <header className={css.side}>
        <div className={css.brand}>
          <Logo />
          <span className={css.name}>Firstlight</span>
        </div>
        <Pickers project={project} />
        <Navigation project={project} />
        <div className={css.foot}>
          <ConnectionState connection={connection} />
          <Account onHelp={() => setHelp(true)} />
        </div>
      </header>
      <main id="content" className={css.main} tabIndex={-1}>
        <StaleBanner connection={connection} />
        <Outlet />
      </main>
      <Help opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
