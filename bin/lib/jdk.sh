# Finds a JDK 25 (a runtime without a compiler does not do) and exports JAVA_HOME.
# shellcheck shell=bash

JDK_WANTED=25

# jdk_major HOME: prints the major version of the JDK in HOME; fails where there is no JDK.
jdk_major() {
  local version=""
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    version="$(sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release")"
  fi
  if [ -z "$version" ]; then
    version="$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')"
  fi
  [ -n "$version" ] && printf '%s\n' "$version"
}

# jdk_candidates: homes to look at, one a line, the person's own choice first.
jdk_candidates() {
  local java
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$JDK_WANTED+" 2>/dev/null || true
  elif java="$(command -v java)"; then
    java="$(readlink -f "$java")"
    printf '%s\n' "${java%/bin/java}"
  fi
  printf '%s\n' /usr/lib/jvm/* /opt/* "$HOME"/.sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home
}

# use_jdk: exports JAVA_HOME, or says what to install and stops.
use_jdk() {
  local home major
  while IFS= read -r home; do
    major="$(jdk_major "$home")" || continue
    if [ "$major" -ge "$JDK_WANTED" ]; then
      JAVA_HOME="$home"
      export JAVA_HOME
      return 0
    fi
  done < <(jdk_candidates)
  say "error: no JDK $JDK_WANTED or newer found (looked at JAVA_HOME, java on the PATH, /usr/lib/jvm, /opt, SDKMAN)."
  say "Install Eclipse Temurin $JDK_WANTED and run this again:"
  say "  Debian, Ubuntu, Fedora: package temurin-$JDK_WANTED-jdk from Adoptium, https://adoptium.net/installation/linux/"
  say "  anywhere with SDKMAN:   sdk install java $JDK_WANTED-tem"
  say "or set JAVA_HOME to a JDK $JDK_WANTED that is somewhere else."
  exit 1
}
