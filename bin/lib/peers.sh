# The real SIP servers, clients and carriers of messages that tests tagged "peer" drive.
# shellcheck shell=bash

# file that shows it is there : Debian package
PEERS="
kamailio:kamailio
*/kamailio/modules/db_postgres.so:kamailio-postgres-modules
*/kamailio/modules/tls.so:kamailio-tls-modules
sipp:sip-tester
sipsak:sipsak
baresip:baresip-core
linphonec:linphone-cli
redis-server:redis-server
pgbouncer:pgbouncer
chromium-headless-shell:chromium-headless-shell
*/noto/NotoSansArabic-Regular.ttf:fonts-noto-core
turnutils_uclient:coturn
bearerbox:kannel
*/kannel/test/fakesmsc:kannel-extras
*/perl5/Net/SMPP.pm:libnet-smpp-perl
"

# peer_is_there MARK: a program on the PATH, or a file below a library, Perl or font directory.
peer_is_there() {
  case "$1" in
    */*) [ -n "$(find /usr/lib /usr/lib64 /usr/local/lib* /usr/share/perl5 /usr/share/fonts -path "$1" -print 2>/dev/null | head -n 1)" ] ;;
    *) PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1" >/dev/null ;;
  esac
}

# missing_peers: prints the packages of what is missing, one a line.
missing_peers() {
  local line
  while IFS= read -r line; do
    [ -z "$line" ] || peer_is_there "${line%:*}" || printf '%s\n' "${line##*:}"
  done <<<"$PEERS"
}

# ensure_peers: installs what is missing where that is allowed. What is still missing then stops a CI run;
# elsewhere it is named, and its tests are skipped.
ensure_peers() {
  local missing=()
  local package
  while IFS= read -r package; do missing+=("$package"); done < <(missing_peers)
  [ "${#missing[@]}" -gt 0 ] || return 0
  if may_install; then
    say "installing real peers for the tests: ${missing[*]}"
    apt_install "${missing[@]}" || say "warning: apt-get did not succeed"
  fi
  missing=()
  while IFS= read -r package; do missing+=("$package"); done < <(missing_peers)
  [ "${#missing[@]}" -gt 0 ] || return 0
  [ "${CI:-}" != true ] || die "real peers are missing: ${missing[*]}"
  say "note: the tests that need these packages are skipped: ${missing[*]}"
  may_install || say "      (run as root on Debian to have them installed: apt-get install ${missing[*]})"
}
