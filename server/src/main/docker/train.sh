#!/usr/bin/env bash
# train.sh JAVA APPLICATION CACHE: starts the server once as it will be started, on an embedded PostgreSQL, until it is ready, and
# keeps in CACHE what Java learned of its classes on the way (an AOT cache; Java 25 or newer). The server then starts twice as fast.
set -euo pipefail
java=$1 application=$2 cache=$3
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
cd "$application"
FIRSTLIGHT_DATABASE_DIRECTORY=$data QUARKUS_HTTP_HOST=127.0.0.1 \
  "$java/bin/java" @"$(dirname "$java")/java.options" -XX:AOTCacheOutput="$cache" -jar "$application/quarkus-run.jar" &
server=$!
ready() {
  exec 3<>/dev/tcp/127.0.0.1/8080 || return 1
  printf 'GET /q/health/ready HTTP/1.0\r\n\r\n' >&3
  head -1 <&3 | grep -q ' 200 '
}
for _ in $(seq 120); do
  if (ready) 2>/dev/null; then break; fi
  kill -0 "$server"
  sleep 1
done
kill -TERM "$server"
wait "$server" || [ $? -eq 143 ]
test -s "$cache"
