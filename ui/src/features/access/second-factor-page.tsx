import { Link } from "@tanstack/react-router";
import { accessText } from "../../text/en/access";
import { Door } from "./door";
import { useMe } from "./queries";
import { SecondFactorCard } from "./second-factor-card";

const words = accessText.secondFactorPage;

/** Where somebody is who has to set up a second factor before anything else. */
export function SecondFactorPage() {
  const me = useMe();
  return (
    <Door title={words.setUpYourSecondFactor}>
      <SecondFactorCard wanted />
      {me && !me.secondFactorWanted && <Link to="/">{words.goOn}</Link>}
    </Door>
  );
}
