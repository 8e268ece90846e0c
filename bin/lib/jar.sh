# Builds the service's jar when needed, and starts it.
# shellcheck shell=bash

# jar_is_fresh: true when the jar is there and no source is newer. Directories count, so a deleted file shows.
jar_is_fresh() {
  [ -f "$FIRSTRING_JAR" ] || return 1
  [ -z "$(find "$FIRSTRING_ROOT"/pom.xml "$FIRSTRING_ROOT"/{registrar,server}/pom.xml \
    "$FIRSTRING_ROOT"/{registrar,server}/src/main -newer "$FIRSTRING_JAR" -print 2>/dev/null | head -n 1)" ]
}

# build_jar: one build at a time in a checkout where flock exists; whoever waited finds it done. The jar gets
# the time at which its build began, so that a source edited meanwhile is newer.
build_jar() (
  lock="$FIRSTRING_ROOT/server/target/.build.lock"
  mkdir -p "${lock%/*}"
  exec 9>>"$lock"
  if command -v flock >/dev/null; then
    flock 9
  fi
  if jar_is_fresh; then
    exit 0
  fi
  use_maven
  say "building the service ..."
  touch "$lock"
  cd "$FIRSTRING_ROOT" || exit
  mvn -q -B -ntp -pl server -am -Dmaven.test.skip=true -Dspotless.check.skip=true package </dev/null >&2 9>&- &&
    touch -r "$lock" "$FIRSTRING_JAR"
)

# ensure_jar: leaves an up-to-date jar behind, or stops.
ensure_jar() {
  jar_is_fresh || build_jar || die "the build failed (see above)"
}

# exec_jar OPTION... -- ARGUMENT...: becomes the service, so that signals reach it and nothing else.
# FIRSTRING_JAVA_OPTIONS adds to (and beats) the options given here; words are split at blanks.
exec_jar() {
  local options=(-Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED)
  local extra=()
  while [ "$1" != "--" ]; do
    options+=("$1")
    shift
  done
  shift
  read -r -a extra <<<"${FIRSTRING_JAVA_OPTIONS:-}"
  # The service takes every FIRSTRING_... for a setting of its own and would refuse to start.
  unset FIRSTRING_JAVA_OPTIONS
  exec "$JAVA_HOME/bin/java" "${options[@]}" ${extra[@]+"${extra[@]}"} -jar "$FIRSTRING_JAR" "$@"
}
