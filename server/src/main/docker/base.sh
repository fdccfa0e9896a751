#!/usr/bin/env bash
# base.sh BASE DIRECTORY: what an image needs below the application, in DIRECTORY/java (a Java of the parts that the server uses,
# made by jlink from the Java that builds) and DIRECTORY/system. Where BASE is "scratch", the latter has the C library and what
# else these programs are linked with, of the system that builds; on any other base it is empty but for the users' names.
set -euo pipefail
base=$1 to=$2
home=$(dirname "$(dirname "$(readlink -f "$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java")")")")
rm -rf "$to/java" "$to/system"
mkdir -p "$to/java/opt" "$to/system/etc" "$to/system/tmp"

wanted=java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.management,jdk.net,jdk.jfr,jdk.naming.dns
there=$("$home/bin/java" --list-modules | sed 's/@.*//')
modules=$(tr , '\n' <<<"$wanted" | grep -Fx -f <(echo "$there") | paste -sd, -)
"$home/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --output "$to/java/opt/java"
# Nothing is shown or played here.
rm -f "$to"/java/opt/java/lib/lib{awt_xawt,jawt,jsound,splashscreen}.so
# Debian's Java has its certificates elsewhere.
if [ ! -s "$to/java/opt/java/lib/security/cacerts" ]; then
  cp -L "$home/lib/security/cacerts" "$to/java/opt/java/lib/security/cacerts"
fi

# Options of the Java that is in the image; what is started, its entry point says.
{
  echo "-XX:MaxRAMPercentage=50"
  echo "-XX:+ExitOnOutOfMemoryError"
  echo "-Djava.awt.headless=true"
} >"$to/java/opt/java.options"

if [ "$base" = scratch ]; then
  # Which files programs are linked with, the loader says: it stands among them.
  find "$to/java/opt/java" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -print0 |
    xargs -0 -n1 env LD_LIBRARY_PATH="$to/java/opt/java/lib:$to/java/opt/java/lib/server" ldd 2>/dev/null |
    grep -o '/[^ ]*' | grep -v "^$to" | grep -v ':$' | sort -u |
    while read -r file; do install -D "$(readlink -f "$file")" "$to/system$file"; done
  echo 'root:x:0:0:root:/:/none' >"$to/system/etc/passwd"
  echo 'nonroot:x:65532:65532:nonroot:/tmp:/none' >>"$to/system/etc/passwd"
  printf 'root:x:0:\nnonroot:x:65532:\n' >"$to/system/etc/group"
  echo 'hosts: files dns' >"$to/system/etc/nsswitch.conf"
fi
