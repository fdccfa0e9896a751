#!/usr/bin/env bash
# Flagger's question, answered by an exit code: gate.sh pass (may it be promoted?), gate.sh fail (must it go back?).
# FIRSTLIGHT_SERVER, _PROJECT, _RELEASE, _REGION (or empty for everywhere) and _TOKEN_FILE come by the environment.
set -euo pipefail
asked=${1:?pass or fail}
query=${FIRSTLIGHT_REGION:+?region=$FIRSTLIGHT_REGION}
# Without pipefail a server that does not answer would look like an empty verdict, and an empty one like whatever is last.
verdict=$(printf 'header = "Authorization: Bearer %s"\n' "$(<"$FIRSTLIGHT_TOKEN_FILE")" \
  | curl --disable --config - --silent --show-error --fail --max-time 10 \
    "$FIRSTLIGHT_SERVER/api/v1/projects/$FIRSTLIGHT_PROJECT/releases/$FIRSTLIGHT_RELEASE/analysis$query" \
  | jq --exit-status --raw-output .verdict)
echo "the verdict is $verdict"
[[ $verdict == "$asked" ]]
