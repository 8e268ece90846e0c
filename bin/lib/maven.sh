# Finds Maven 3.8 or newer.
# shellcheck shell=bash

MAVEN_WANTED=3.8

# maven_version: prints the version of mvn on the PATH; nothing where there is none.
maven_version() {
  command -v mvn >/dev/null || return 0
  mvn -version 2>/dev/null | sed -n '1s/.*Apache Maven \([0-9][0-9.]*\).*/\1/p'
}

# maven_is_new_enough VERSION
maven_is_new_enough() {
  local major="${1%%.*}" rest="${1#*.}"
  local minor="${rest%%.*}"
  [ "$major" -gt "${MAVEN_WANTED%%.*}" ] ||
    { [ "$major" -eq "${MAVEN_WANTED%%.*}" ] && [ "$minor" -ge "${MAVEN_WANTED#*.}" ]; }
}

# use_maven: makes sure of a usable mvn, or says what to install and stops. Call use_jdk first.
use_maven() {
  local version
  version="$(maven_version)"
  if [ -z "$version" ] && may_install; then
    say "Maven is missing: installing it"
    apt_install maven || die "could not install Maven: install Maven $MAVEN_WANTED or newer by hand"
    hash -r
    version="$(maven_version)"
  fi
  [ -n "$version" ] ||
    die "Maven is missing. Install Maven $MAVEN_WANTED or newer (apt install maven, brew install maven, sdk install maven)"
  maven_is_new_enough "$version" ||
    die "Maven $version is too old: $MAVEN_WANTED or newer is needed (sdk install maven brings a new one)"
}
