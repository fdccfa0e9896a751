#!/usr/bin/env bash
# secrets.sh DIRECTORY: makes the files of secrets that compose.yaml mounts, once; what is there stays as it is.
set -euo pipefail
umask 077
mkdir -p "$1"
cd "$1"
make() { [ -e "$1" ] || printf '%s' "$2" >"$1"; }
make database-password "$(openssl rand -hex 24)"
make secrets-key "$(openssl rand -base64 32)"
make settings.properties "firstlight.database.password=$(cat database-password)
"
# The directory is its owner's alone; within it the user of the container reads, who has another number.
chmod 0444 database-password secrets-key settings.properties
