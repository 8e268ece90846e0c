# Shared by the scripts in bin/: where the project is, and how to speak.
# shellcheck shell=bash

FIRSTRING_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)"
# shellcheck disable=SC2034 # read by jar.sh
FIRSTRING_JAR="$FIRSTRING_ROOT/server/target/firstring.jar"

# say TEXT...: a word to the person, never mixed into a command's output.
say() {
  printf '%s\n' "$*" >&2
}

# die TEXT...: say why, and stop.
die() {
  say "error: $*"
  exit 1
}

# print_usage FILE: the comment at the head of a script is its manual.
print_usage() {
  awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$1"
}

# may_install: true where packages can be added without asking: root on a Debian.
may_install() {
  [ "$(id -u)" -eq 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null
}

# apt_install PACKAGE...: without questions, patient with another apt at work, and without starting any
# service that a package brings (a SIP server on its standard port is not what a test run should leave).
apt_install() (
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
  fi
  apt-get -o DPkg::Lock::Timeout=120 -q update &&
    apt-get -o DPkg::Lock::Timeout=120 -q install -y --no-install-recommends "$@"
) </dev/null >&2
