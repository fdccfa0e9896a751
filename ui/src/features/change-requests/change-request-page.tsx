import { Link } from "@tanstack/react-router";
import { Chip } from "../../components/chip";
import { Page, PageHead } from "../../components/layout";
import { ErrorNote, Loading } from "../../components/states";
import { changeRequestsText } from "../../text/en/change-requests";
import { ago, moment } from "../../text/format";
import { Actions } from "./actions";
import { ApprovalsCard } from "./approvals-card";
import css from "./change-requests.module.css";
import { ChangesCard } from "./changes-card";
import { useChangeRequest } from "./queries";
import { standing } from "./standing";

const words = changeRequestsText.changeRequestPage;

interface Props {
  project: string;
  environment: string;
  id: string;
}

/** One edit that was asked for: exactly what it comes to, whom it reaches, who agreed, and what can be done. */
export function ChangeRequestPage({ project, environment, id }: Props) {
  const { data: request, error, refetch } = useChangeRequest(project, environment, id);
  if (!request) {
    return (
      <Page>
        {error ? (
          <ErrorNote error={error} retry={refetch} />
        ) : (
          <Loading what={words.theChangeRequest} />
        )}
      </Page>
    );
  }
  const { text, tone } = standing(request);
  const { title, authorName, createdAt, comment, applyAt, revision, outcome } = request;
  return (
    <Page>
      <PageHead
        title={title}
        sub={words.sub(
          <Chip tone={tone}>{text}</Chip>,
          <Link
            to="/projects/$project/change-requests"
            params={{ project }}
            search={{ env: environment }}
          >
            {environment}
          </Link>,
          authorName,
          <time dateTime={createdAt}>{ago(createdAt)}</time>,
          applyAt && words.toBeApplied(moment(applyAt)),
          revision && words.appliedInRevision(revision),
        )}
      />
      {comment && <p>{comment}</p>}
      {outcome && (
        <p className={css.outcome} role="status">
          {outcome}
        </p>
      )}
      <Actions key={request.digest} project={project} environment={environment} request={request} />
      <div className={css.columns}>
        <ChangesCard project={project} environment={environment} request={request} />
        <ApprovalsCard request={request} />
      </div>
    </Page>
  );
}
