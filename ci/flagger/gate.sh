#!/usr/bin/env bash
# Flagger's question, answered by an exit code: gate.sh pass (may it be promoted?), gate.sh fail (must it go back?).
# FIRSTLIGHT_SERVER, _PROJECT, _RELEASE, _REGION (or empty for everywhere) and _TOKEN_FILE come by the environment.
set -euo pipefail
asked=${1:?pass or fail}
query=${FIRSTLIGHT_REGION:+?region=$FIRSTLIGHT_REGION}
# Not piped into jq at once: a pipe ends as its last command does, and jq is content with no answer at all.
answer=$(printf 'header = "Authorization: Bearer %s"\n' "$(<"$FIRSTLIGHT_TOKEN_FILE")" \
  | curl --disable --config - --silent --show-error --fail --max-time 10 \
    "$FIRSTLIGHT_SERVER/api/v1/projects/$FIRSTLIGHT_PROJECT/releases/$FIRSTLIGHT_RELEASE/analysis$query")
verdict=$(jq --exit-status --raw-output .verdict <<<"$answer")
echo "the verdict is $verdict"
[[ $verdict == "$asked" ]]
