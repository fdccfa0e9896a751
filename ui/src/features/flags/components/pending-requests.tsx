import { Link } from "@tanstack/react-router";
import { flagsText } from "../../../text/en/flags";
import { usePendingRequests } from "../queries";
import css from "./editor.module.css";

const words = flagsText.pendingRequests;

interface Props {
  project: string;
  flag: string;
  environment: string;
}

/** What was asked for of this flag and is not made yet. */
export function PendingRequests({ project, flag, environment }: Props) {
  const pending = usePendingRequests(project, environment).data ?? [];
  const here = pending.filter(({ flags }) => flag in flags);
  if (here.length === 0) return null;
  return (
    <ul className={css.pending} aria-label={words.label}>
      {here.map(({ id, title, authorName, approvals, approvalsNeeded }) => (
        <li key={id}>
          <Link
            to="/projects/$project/change-requests/$environment/$request"
            params={{ project, environment, request: id }}
          >
            {title}
          </Link>{" "}
          <span className="quiet">
            {words.askedBy(authorName, approvals.length, approvalsNeeded)}
          </span>
        </li>
      ))}
    </ul>
  );
}
