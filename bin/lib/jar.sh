# Builds the service when needed, and starts it.
# shellcheck shell=bash

# Where the jar is unpacked: Java finds classes in many jars faster than in jars within a jar, and its cache of loaded
# and linked classes works with these only.
jar_app="$FIRSTRING_ROOT/server/target/app"
jar_options=(-Xms32m -Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow)

# jar_is_fresh: true when the service is built and no source is newer. Directories count, so a deleted file shows.
jar_is_fresh() {
  [ -f "$FIRSTRING_JAR" ] && [ -f "$jar_app/built" ] || return 1
  [ -z "$(find "$FIRSTRING_ROOT"/pom.xml "$FIRSTRING_ROOT"/{registrar,server}/pom.xml \
    "$FIRSTRING_ROOT"/{registrar,server}/src/main -newer "$jar_app/built" -print 2>/dev/null | head -n 1)" ]
}

# build_jar: one build at a time in a checkout where flock exists; whoever waited finds it done. What is built gets the
# time at which its build began, so that a source edited meanwhile is newer.
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
    unpack_jar 9>&- &&
    touch -r "$lock" "$jar_app/built"
)

# unpack_jar: unpacks the jar, starts the service once on a data directory that is thrown away, and keeps which classes
# that loaded. Java ignores a cache that does not fit, so that a start without one is slower and nothing else.
unpack_jar() (
  rm -rf "$jar_app"
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$FIRSTRING_JAR" extract --destination "$jar_app" >/dev/null || exit
  data="$(mktemp -d)"
  trap 'rm -rf "$data"' EXIT
  if ! env -i PATH="$PATH" HOME="${HOME:-/}" TMPDIR="${TMPDIR:-/tmp}" \
    "$JAVA_HOME/bin/java" "${jar_options[@]}" -XX:AOTCacheOutput="$jar_app/classes.aot" -Dspring.context.exit=onRefresh \
    -jar "$jar_app/firstring.jar" --port 0 --sip-port 0 --data "$data" >"$jar_app/classes.log" 2>&1 </dev/null; then
    say "the service will start more slowly, because its classes could not be cached: $jar_app/classes.log"
    rm -f "$jar_app/classes.aot"
  fi
)

# ensure_jar: leaves an up-to-date jar behind, or stops.
ensure_jar() {
  jar_is_fresh || build_jar || die "the build failed (see above)"
}

# exec_jar OPTION... -- ARGUMENT...: becomes the service, so that signals reach it and nothing else.
# FIRSTRING_JAVA_OPTIONS adds to (and beats) the options given here; words are split at blanks.
exec_jar() {
  local extra=()
  while [ "$1" != "--" ]; do
    jar_options+=("$1")
    shift
  done
  shift
  read -r -a extra <<<"${FIRSTRING_JAVA_OPTIONS:-}"
  # The service takes every FIRSTRING_... for a setting of its own and would refuse to start.
  unset FIRSTRING_JAVA_OPTIONS
  [ ! -f "$jar_app/classes.aot" ] || jar_options+=(-XX:AOTCache="$jar_app/classes.aot" -Xlog:aot*=off -Xlog:cds*=off)
  exec "$JAVA_HOME/bin/java" "${jar_options[@]}" ${extra[@]+"${extra[@]}"} -jar "$jar_app/firstring.jar" "$@"
}
