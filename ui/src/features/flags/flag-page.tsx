import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Flag, Targeting } from "../../api/flags";
import { Chip } from "../../components/chip";
import { Page, PageHead } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { Toggle } from "../../components/toggle";
import { AskComment } from "./components/ask-comment";
import { Editor } from "./components/editor";
import css from "./components/editor.module.css";
import type { FlagQuestion } from "./components/try-context";
import { useEnvironments, useFlag, useTargeting, useToggle } from "./queries";

interface Props {
  project: string;
  flag: string;
  environment?: string;
  tab?: string;
  onTab(tab: string): void;
  question: FlagQuestion;
  onAsk(question: FlagQuestion): void;
  /** What starts a release of this flag: another feature's, so the application hands it in. */
  starter(flag: Flag, environment: string): ReactNode;
}

/** One flag: what it serves to whom, and why. */
export function FlagPage(props: Props) {
  const { project, flag: key, environment, question, onAsk, tab, onTab, starter } = props;
  const environments = useEnvironments(project).data ?? [];
  const at = environment ?? environments[0]?.key ?? "";
  const { data: flag, error, refetch } = useFlag(project, key);
  const targeting = useTargeting(project, key, at);
  if (!flag) {
    return (
      <Page>
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what="the flag" />}
      </Page>
    );
  }
  return (
    <Page>
      <PageHead
        title={flag.key}
        sub={
          <>
            {flag.name && flag.name !== flag.key && `${flag.name}. `}
            {flag.description && `${flag.description} `}
            {flag.type}{" "}
            {flag.tags?.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </>
        }
        actions={
          <>
            {targeting.data && (
              <Enabled project={project} flag={key} environment={at} targeting={targeting.data} />
            )}
            {targeting.data && !targeting.data.release && starter(flag, at)}
          </>
        }
      />
      <nav className={css.environments} aria-label="Environments of this flag">
        {environments.map((one) => (
          <Link
            key={one.key}
            to="."
            search={(old) => ({ ...old, env: one.key, at: undefined })}
            aria-current={one.key === at ? "true" : undefined}
          >
            {one.name || one.key}
            <span
              className={css.lamp}
              data-on={flag.environments[one.key]?.enabled ?? false}
              aria-hidden
            />
          </Link>
        ))}
      </nav>
      <ErrorNote error={targeting.error} retry={targeting.refetch} />
      {targeting.data && (
        <Editor
          key={`${key}/${at}`}
          project={project}
          flag={flag}
          environment={at}
          targeting={targeting.data}
          question={question}
          onAsk={onAsk}
          tab={tab}
          onTab={onTab}
        />
      )}
    </Page>
  );
}

interface EnabledProps {
  project: string;
  flag: string;
  environment: string;
  targeting: Targeting;
}

function Enabled({ project, flag, environment, targeting }: EnabledProps) {
  const toggle = useToggle(project);
  return (
    <span className={css.enabled}>
      <Toggle
        on={targeting.enabled}
        label={`${flag} in ${environment}`}
        onChange={(on) => toggle.mutate({ flag, environment, on, version: targeting.version })}
      />
      {targeting.enabled ? "On" : "Off"} in {environment}
      <AskComment toggling={toggle} />
    </span>
  );
}
