import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Flag, Targeting } from "../../api/flags";
import { Chip } from "../../components/chip";
import { Page, PageHead } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { Toggle } from "../../components/toggle";
import { flagsText } from "../../text/en/flags";
import { AskComment } from "./components/ask-comment";
import { AskEdit } from "./components/ask-edit";
import { Editor } from "./components/editor";
import css from "./components/editor.module.css";
import { PendingRequests } from "./components/pending-requests";
import type { FlagQuestion } from "./components/try-context";
import { editOf } from "./draft";
import { useApprovals, useEnvironments, useFlag, useTargeting, useToggle } from "./queries";

const words = flagsText.flagPage;

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
        {error ? <ErrorNote error={error} retry={refetch} /> : <Loading what={words.theFlag} />}
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
      <nav className={css.environments} aria-label={words.environments}>
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
      <PendingRequests project={project} flag={key} environment={at} />
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
  const approvals = useApprovals(project, environment);
  const [asked, setAsked] = useState<boolean>();
  return (
    <span className={css.enabled}>
      <Toggle
        on={targeting.enabled}
        label={words.flagIn(flag, environment)}
        onChange={(on) =>
          approvals > 0
            ? setAsked(on)
            : toggle.mutate({
                flag,
                environment,
                on,
                version: targeting.version,
                revision: targeting.revision,
              })
        }
      />
      {words.stateIn(targeting.enabled, environment)}
      <AskComment toggling={toggle} />
      <AskEdit
        project={project}
        flag={flag}
        environment={environment}
        base={targeting}
        edit={asked === undefined ? undefined : { ...editOf(targeting), enabled: asked }}
        onClose={() => setAsked(undefined)}
      />
    </span>
  );
}
