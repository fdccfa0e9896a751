import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleHelp, LogOut, Moon, Sun, User } from "lucide-react";
import { session } from "../../api/session";
import { sessionQuery } from "../../api/shared-queries";
import { complain } from "../../components/toast";
import { appText } from "../../text/en/app";
import css from "./shell.module.css";

const words = appText.account;

/** Light or dark, help, and who one is. */
export function Account({ project, onHelp }: { project: string; onHelp(): void }) {
  const person = useQuery(sessionQuery).data;
  const client = useQueryClient();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const other = scheme === "dark" ? "light" : "dark";
  const leave = async () => {
    try {
      await session.signOut();
      client.clear();
      navigate({ to: "/login" });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <div className={css.tools}>
      <ActionIcon
        variant="subtle"
        aria-label={words.coloursOf(other)}
        onClick={() => setColorScheme(other)}
      >
        {scheme === "dark" ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={words.shortcuts} onClick={onHelp}>
        <CircleHelp size={17} aria-hidden />
      </ActionIcon>
      <Menu position="top-start" width={240} transitionProps={{ duration: 80 }}>
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={words.account}>
            <User size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {person?.name} · {person?.email}
          </Menu.Label>
          <Menu.Item
            leftSection={<User size={15} aria-hidden />}
            onClick={() => navigate({ to: "/projects/$project/account", params: { project } })}
          >
            {words.yourAccount}
          </Menu.Item>
          <Menu.Item leftSection={<LogOut size={15} aria-hidden />} onClick={leave}>
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
