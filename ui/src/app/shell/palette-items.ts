import { useMantineColorScheme } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { flags } from "../../api/flags";
import { releases } from "../../api/releases";
import { cacheKey, environmentsQuery, projectsQuery } from "../../api/shared-queries";
import { appText } from "../../text/en/app";
import { usePlaces } from "./places";

const words = appText.paletteItems;

/** Something that the palette can do. */
export interface Item {
  id: string;
  label: string;
  /** What kind of thing it is. */
  kind: string;
  run(): void;
}

const MOST = 40;

/** Whether every word of what was typed is in the text. */
export function fits(text: string, label: string): boolean {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const within = label.toLowerCase();
  return asked.every((word) => within.includes(word));
}

/** What fits what was typed: flags as the server finds them, and all else that has a name here. */
export function usePaletteItems(project: string, text: string, onHelp: () => void): Item[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const found = useQuery({
    queryKey: [...cacheKey.flags(project), "like", text],
    queryFn: async () => (await flags.list(project, text)).items.slice(0, 20),
    placeholderData: keepPreviousData,
    enabled: text.trim() !== "",
  });
  const all = useQuery({
    queryKey: [...cacheKey.releases(project), "list", ""],
    queryFn: () => releases.list(project, {}),
  });
  const environments = useQuery(environmentsQuery(project)).data ?? [];
  const projects = useQuery(projectsQuery).data ?? [];
  const params = { project };
  const items: Item[] = [
    ...usePlaces(project).map(({ to, name }) => ({
      id: to,
      label: name,
      kind: words.kinds.screen,
      run: () => navigate({ to, params }),
    })),
    {
      id: "account",
      label: words.account,
      kind: words.kinds.screen,
      run: () => navigate({ to: "/projects/$project/account", params }),
    },
    {
      id: "needs-me",
      label: words.needsMe,
      kind: words.kinds.screen,
      run: () =>
        navigate({
          to: "/projects/$project/change-requests",
          params,
          search: (old) => ({ ...old, show: "mine" as const }),
        }),
    },
    {
      id: "access-audit",
      label: words.accessAudit,
      kind: words.kinds.screen,
      run: () =>
        navigate({
          to: "/projects/$project/audit",
          params,
          search: (old) => ({ ...old, of: "access" as const }),
        }),
    },
    ...(all.data ?? []).map(({ id, flag, name, environment, state }) => ({
      id: `release/${id}`,
      label: words.release(name || flag, environment, state.toLowerCase().replace("_", " ")),
      kind: words.kinds.release,
      run: () =>
        navigate({
          to: "/projects/$project/releases/$release",
          params: { project, release: id },
        }),
    })),
    ...environments.map(({ key, name }) => ({
      id: `environment/${key}`,
      label: words.showOnly(name || key),
      kind: words.kinds.environment,
      run: () => navigate({ to: ".", search: (old) => ({ ...old, env: key }) }),
    })),
    ...projects.map(({ key, name }) => ({
      id: `project/${key}`,
      label: name || key,
      kind: words.kinds.project,
      run: () => navigate({ to: "/projects/$project/flags", params: { project: key } }),
    })),
    ...(["light", "dark", "auto"] as const).map((scheme) => ({
      id: `colours/${scheme}`,
      label: scheme === "auto" ? words.systemColours : words.coloursOf(scheme),
      kind: words.kinds.act,
      run: () => setColorScheme(scheme),
    })),
    { id: "help", label: words.keyboardShortcuts, kind: words.kinds.act, run: onHelp },
  ];
  const named = items.filter(({ label, kind }) => fits(text, `${label} ${kind}`));
  // The server decides which flags fit: it knows tags and states, too.
  const asked = text.trim() === "" ? [] : (found.data ?? []);
  const keys = asked.map(({ key, name }) => ({
    id: `flag/${key}`,
    label: name && name !== key ? `${key} · ${name}` : key,
    kind: words.kinds.flag,
    run: () => navigate({ to: "/projects/$project/flags/$flag", params: { project, flag: key } }),
  }));
  return [...keys, ...named].slice(0, MOST);
}
