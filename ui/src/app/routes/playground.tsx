import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { PlaygroundPage } from "../../features/playground/playground-page";

/** What is asked is in the address: an answer can be sent to somebody. */
export function PlaygroundRoute() {
  const { project } = useParams({ from: "/inside/projects/$project/playground" });
  const { env, ...question } = useSearch({ from: "/inside/projects/$project/playground" });
  const navigate = useNavigate();
  return (
    <PlaygroundPage
      key={project}
      project={project}
      environment={env}
      question={question}
      onAsk={(asked) => navigate({ to: ".", search: (old) => ({ ...old, ...asked }) })}
    />
  );
}
