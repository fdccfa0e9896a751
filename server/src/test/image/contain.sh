#!/usr/bin/env bash
# contain.sh ROOT DIRECTORY COMMAND…: becomes a command of an unpacked image as a cluster would run it: as the user 65532 without
# any privilege, on a read-only root, with nothing to write to but an empty /tmp, in the working directory DIRECTORY.
set -euo pipefail
root=$(readlink -f "$1") directory=$2
shift 2
if [ "$(id -u)" -ne 0 ]; then
  echo "contain.sh: mounting needs root; run it by sudo" >&2
  exit 1
fi
exec unshare --mount --propagation private -- bash -c '
  set -euo pipefail
  root=$1 directory=$2
  shift 2
  mkdir -p "$root"/{proc,dev,tmp,etc}
  touch "$root"/dev/{null,zero,random,urandom} "$root"/etc/hosts
  mount --bind "$root" "$root"
  mount --rbind /proc "$root/proc"
  for file in dev/null dev/zero dev/random dev/urandom etc/hosts; do mount --bind "/$file" "$root/$file"; done
  mount -t tmpfs -o mode=1777,nosuid,nodev,size=256m tmpfs "$root/tmp"
  mount -o remount,bind,ro "$root"
  exec setpriv --no-new-privs unshare --root "$root" --wd "$directory" --setgid 65532 --setuid 65532 "$@"
' contain "$root" "$directory" "$@"
