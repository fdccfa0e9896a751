import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { FlagPage } from "../../features/flags/flag-page";
import { StartRelease } from "../../features/releases/components/start-release";

/** A flag, and the door from it to a release: the one place where the two features meet. */
export function FlagRoute() {
  const { project, flag } = useParams({ from: "/inside/projects/$project/flags/$flag" });
  const { env, tab, ...question } = useSearch({ from: "/inside/projects/$project/flags/$flag" });
  const navigate = useNavigate();
  return (
    <FlagPage
      project={project}
      flag={flag}
      environment={env}
      tab={tab}
      question={question}
      onAsk={(asked) => navigate({ to: ".", search: (old) => ({ ...old, ...asked }) })}
      onTab={(to) => navigate({ to: ".", search: (old) => ({ ...old, tab: to }), replace: true })}
      starter={(one, environment) => (
        <StartRelease
          project={project}
          environment={environment}
          flag={one.key}
          variants={Object.keys(one.variants)}
          current={one.environments[environment]?.default}
          onStarted={(release) =>
            navigate({ to: "/projects/$project/releases/$release", params: { project, release } })
          }
        />
      )}
    />
  );
}
