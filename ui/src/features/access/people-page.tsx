import { useParams } from "@tanstack/react-router";
import { Page, PageHead } from "../../components/layout";
import { accessText } from "../../text/en/access";
import { AccessCard } from "./access-card";
import { PeopleCard } from "./people-card";
import { RolesCard } from "./roles-card";
import { TeamsCard } from "./teams-card";
import { TokensCard } from "./tokens-card";

const words = accessText.peoplePage;

/** Who may do what: in this project, on this server, and what scripts may do. */
export function PeoplePage() {
  const { project } = useParams({ from: "/inside/projects/$project/people" });
  return (
    <Page>
      <PageHead title={words.people} sub={words.whoMayDoWhat} />
      <AccessCard project={project} />
      <PeopleCard />
      <TeamsCard />
      <RolesCard />
      <TokensCard />
    </Page>
  );
}
