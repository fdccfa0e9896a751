#!/usr/bin/env bash
# What a pipeline has to say to Firstlight, and the verdict that it waits for. Needs bash, curl and jq.
# All that it is told comes by environment variables; docs/reference/ci.md has them.
{ set +x; } 2>/dev/null # a shell that prints its commands would print the token
set -euo pipefail
umask 077

readonly ROLLED_BACK=1 USAGE=2 LATE=3 NOT_ALLOWED=4
readonly LONGEST_ASK=20 LONGEST_PAUSE=15

usage() {
  cat >&2 <<'END'
firstlight.sh COMMAND
  release   starts a release and waits for its end
  start     starts a release, prints its id
  wait      waits for the end of FIRSTLIGHT_RELEASE
  check     reports FIRSTLIGHT_CHECK as FIRSTLIGHT_STATE: pending, success or failure
  deployed  says that FIRSTLIGHT_VERSION of FIRSTLIGHT_SERVICE is in FIRSTLIGHT_REGION
  abort     ends FIRSTLIGHT_RELEASE; everybody gets the control again
Exit codes: 0 completed, 1 rolled back, 2 not understood or refused, 3 not in time, 4 not allowed.
END
  exit "$USAGE"
}

die() { # CODE MESSAGE
  printf 'firstlight: %s\n' "$2" >&2
  exit "$1"
}

need() { # NAME…
  local name
  for name in "$@"; do
    [[ -n ${!name-} ]] || die "$USAGE" "set $name"
  done
}

# 90, 90s, 30m, 2h, PT30M: as seconds.
seconds() { # DURATION
  [[ $1 =~ ^(PT)?([0-9]{1,6})([HMShms]?)$ ]] || die "$USAGE" "FIRSTLIGHT_TIMEOUT is a duration such as 30m or PT30M, not \"$1\""
  local number=$((10#${BASH_REMATCH[2]}))
  case ${BASH_REMATCH[3]} in
    [Hh]) echo $((number * 3600)) ;;
    [Mm]) echo $((number * 60)) ;;
    *) echo "$number" ;;
  esac
}

# What is sent again in the same run of a pipeline is the same request to the server.
idempotency_key() { # METHOD PATH BODY
  local run sum
  run=${FIRSTLIGHT_IDEMPOTENCY_KEY:-$once}
  sum=$(printf '%s\n' "$@" | cksum)
  printf '%s-%s' "${run//[!A-Za-z0-9._-]/-}" "${sum%% *}"
}

# Asks until there is an answer or no time left; the answer is in $work/answer.
ask() { # METHOD PATH [BODY]
  local method=$1 path=$2 body=${3-} pause=1 left code status after
  local -a options=(--request "$method")
  if [[ $method == POST ]]; then
    printf '%s' "$body" >"$work/body"
    options+=(--data-binary "@$work/body" --header 'Content-Type: application/json')
    options+=(--header "Idempotency-Key: $(idempotency_key "$@")")
  fi
  while :; do
    left=$((deadline - SECONDS))
    ((left > 0)) || die "$LATE" "not in time; the server last said: $(said)"
    : >"$work/head"
    code=0
    # The token goes through a pipe, so that no list of processes shows it.
    status=$(printf 'header = "Authorization: Bearer %s"\n' "$token" \
      | curl --disable --config - --silent --show-error --connect-timeout 5 \
        --max-time "$((left < LONGEST_ASK + 10 ? left : LONGEST_ASK + 10))" --dump-header "$work/head" \
        --output "$work/answer" --write-out '%{http_code}' "${options[@]}" "$server$path" 2>"$work/trouble") || code=$?
    case $code in
      0) ;;
      1 | 3 | 58 | 60 | 77) die "$USAGE" "$(<"$work/trouble")" ;;
      *) status=000 ;;
    esac
    case $status in
      2??) return ;;
      401 | 403) die "$NOT_ALLOWED" "not allowed: $(said)" ;;
      000 | 429 | 5??) ;;
      *) die "$USAGE" "the server refused ($status): $(said)" ;;
    esac
    after=$(tr -d '\r' <"$work/head" | sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\)$/\1/p' | tail -n 1)
    pause=$((pause < LONGEST_PAUSE ? pause : LONGEST_PAUSE))
    after=${after:-$pause}
    ((after > 0)) || after=1
    [[ $status == 000 ]] || echo "the server answers $status" >"$work/trouble"
    printf 'firstlight: %s; again in %s s\n' "$(<"$work/trouble")" "$after" >&2
    sleep "$((after < left ? after : left))"
    pause=$((pause * 2))
  done
}

# Why, as the last answer says it, on one line.
said() {
  [[ -s $work/answer ]] || { cat "$work/trouble" && return; }
  jq -r '[.detail // .sentence // .title // empty, (.errors // [] | .[] | "\(.pointer): \(.detail)")] | join(" ")
      | gsub("[\\r\\n]+"; " ")' "$work/answer" 2>/dev/null || cat "$work/trouble"
}

field() { # NAME
  jq -r --arg name "$1" '.[$name] // "" | tostring | gsub("[\\r\\n]+"; " ")' "$work/answer"
}

# For the steps that follow: lines of name=value, as GitHub and GitLab read them.
tell() {
  [[ -z ${FIRSTLIGHT_RESULT-} ]] \
    || printf '%s\n' "release=$(field id)" "state=$(field state)" "sentence=$(field sentence)" >>"$FIRSTLIGHT_RESULT"
}

document() { # JQ_FILTER: of what the environment says; what is empty is left out
  jq -nc "def given(\$name): env[\$name] // \"\" | if . == \"\" then null else . end; $1 | with_entries(select(.value != null))" \
    2>/dev/null || die "$USAGE" "FIRSTLIGHT_PLAN is the key of a plan, or JSON"
}

encoded() { # TEXT
  jq -nr --arg text "$1" '$text | @uri'
}

start() {
  need FIRSTLIGHT_ENVIRONMENT FIRSTLIGHT_FLAG FIRSTLIGHT_TREATMENT FIRSTLIGHT_PLAN
  [[ -z ${FIRSTLIGHT_VERSION-} ]] || need FIRSTLIGHT_SERVICE
  local body
  # shellcheck disable=SC2016 # jq's own variables
  body=$(document '{environment: given("FIRSTLIGHT_ENVIRONMENT"), flag: given("FIRSTLIGHT_FLAG"),
    treatment: given("FIRSTLIGHT_TREATMENT"), name: given("FIRSTLIGHT_NAME"),
    plan: (given("FIRSTLIGHT_PLAN") | if test("^\\s*\\{") then fromjson else {key: .} end)}
    + (if given("FIRSTLIGHT_VERSION") then {startOn: {service: given("FIRSTLIGHT_SERVICE"), version: given("FIRSTLIGHT_VERSION")}}
       else {start: true} end)')
  ask POST "$project/releases" "$body"
  FIRSTLIGHT_RELEASE=$(field id)
  printf '%s\n' "$FIRSTLIGHT_RELEASE"
}

await() {
  need FIRSTLIGHT_RELEASE
  local left last='' state
  while :; do
    left=$((deadline - SECONDS))
    left=$((left < 1 ? 0 : left < LONGEST_ASK ? left : LONGEST_ASK))
    ask GET "$project/releases/$(encoded "$FIRSTLIGHT_RELEASE")/wait?timeout=PT${left}S"
    state=$(field state)
    [[ $last == "$(said)" ]] || printf '%s: %s\n' "$state" "$(said)" >&2
    last=$(said)
    case $state in
      COMPLETED)
        tell
        exit 0
        ;;
      ROLLED_BACK | ABORTED)
        tell
        exit "$ROLLED_BACK"
        ;;
    esac
    if ((SECONDS >= deadline)); then
      tell
      die "$LATE" "not in time; the release goes on"
    fi
  done
}

report_check() {
  need FIRSTLIGHT_RELEASE FIRSTLIGHT_CHECK FIRSTLIGHT_STATE
  ask POST "$project/releases/$(encoded "$FIRSTLIGHT_RELEASE")/checks/$(encoded "$FIRSTLIGHT_CHECK")" \
    "$(document '{state: given("FIRSTLIGHT_STATE"), detailsUrl: given("FIRSTLIGHT_DETAILS_URL"),
      description: given("FIRSTLIGHT_DESCRIPTION")}')"
  printf 'check %s is %s: %s\n' "$FIRSTLIGHT_CHECK" "$FIRSTLIGHT_STATE" "$(said)" >&2
}

report_deployment() {
  need FIRSTLIGHT_ENVIRONMENT FIRSTLIGHT_SERVICE FIRSTLIGHT_VERSION FIRSTLIGHT_REGION
  local -a regions
  read -ra regions <<<"${FIRSTLIGHT_REGION//,/ }"
  for FIRSTLIGHT_REGION in "${regions[@]}"; do
    export FIRSTLIGHT_REGION
    ask POST "$project/environments/$(encoded "$FIRSTLIGHT_ENVIRONMENT")/deployments" \
      "$(document '{service: given("FIRSTLIGHT_SERVICE"), version: given("FIRSTLIGHT_VERSION"),
        region: given("FIRSTLIGHT_REGION"), url: given("FIRSTLIGHT_DETAILS_URL"), commit: given("FIRSTLIGHT_COMMIT")}')"
    printf '%s %s is in %s\n' "$FIRSTLIGHT_SERVICE" "$FIRSTLIGHT_VERSION" "$FIRSTLIGHT_REGION" >&2
  done
}

abort() {
  need FIRSTLIGHT_RELEASE
  ask POST "$project/releases/$(encoded "$FIRSTLIGHT_RELEASE")/abort" "$(document '{comment: given("FIRSTLIGHT_COMMENT")}')"
  said >&2
}

command=${1-}
case $command in
  release | wait) timeout=1h ;;
  start | check | deployed | abort) timeout=2m ;;
  *) usage ;;
esac
[[ $# -eq 1 ]] || usage
for tool in curl jq cksum; do
  command -v "$tool" >/dev/null || die "$USAGE" "needs $tool"
done
need FIRSTLIGHT_SERVER FIRSTLIGHT_PROJECT
[[ $FIRSTLIGHT_SERVER =~ ^https?://[^[:space:]]+$ ]] \
  || die "$USAGE" "FIRSTLIGHT_SERVER is an address such as https://flags.example.com"
if [[ -n ${FIRSTLIGHT_TOKEN_FILE-} ]]; then
  [[ -r $FIRSTLIGHT_TOKEN_FILE ]] || die "$USAGE" "FIRSTLIGHT_TOKEN_FILE cannot be read"
  FIRSTLIGHT_TOKEN=$(<"$FIRSTLIGHT_TOKEN_FILE")
fi
need FIRSTLIGHT_TOKEN
readonly token=$FIRSTLIGHT_TOKEN
unset FIRSTLIGHT_TOKEN # curl and jq need not inherit it
[[ $token =~ ^[A-Za-z0-9._~+/=-]+$ ]] || die "$USAGE" "FIRSTLIGHT_TOKEN is no token"
timeout=$(seconds "${FIRSTLIGHT_TIMEOUT:-$timeout}")
readonly deadline=$((SECONDS + timeout))
readonly server=${FIRSTLIGHT_SERVER%/}
once=${GITHUB_RUN_ID:+github-$GITHUB_RUN_ID-${GITHUB_RUN_ATTEMPT-}-${GITHUB_JOB-}}
once=${once:-${CI_JOB_ID:+gitlab-$CI_JOB_ID}}
once=${once:-${BUILD_TAG:-$$-$RANDOM$RANDOM$RANDOM}}
readonly once=${once:0:200}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/answer" "$work/trouble"
project=/api/v1/projects/$(encoded "$FIRSTLIGHT_PROJECT")
readonly work project

case $command in
  release)
    start
    await
    ;;
  start)
    start
    tell
    ;;
  wait) await ;;
  check) report_check ;;
  deployed) report_deployment ;;
  abort)
    abort
    tell
    ;;
esac
