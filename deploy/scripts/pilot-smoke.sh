#!/usr/bin/env bash
# The eight checks of a pilot that works. Exit 1 when one fails.
#   pilot-smoke.sh [--native|--docker]
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode

ORIGIN="${CORS_ORIGINS:-http://localhost:3000}"
ORIGIN="${ORIGIN%%,*}"
BASE="http://localhost:$(port_of gateway)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
passed=0
failed=0

# A check says in its last line what it saw. Its commands run where "set -e" has no effect, so each failure is named.
check() { # name, command…
  local name="$1" detail
  shift
  if detail="$("$@" 2>"$WORK/errors")"; then
    passed=$((passed + 1)); printf 'PASS  %-24s %s\n' "$name" "${detail##*$'\n'}"
  else
    failed=$((failed + 1)); printf 'FAIL  %-24s %s\n' "$name" "${detail##*$'\n'}"
  fi
}

now_ms() {
  if [ -n "${EPOCHREALTIME:-}" ]; then printf '%s' $((${EPOCHREALTIME/[.,]/} / 1000))
  else perl -MTime::HiRes=time -e 'printf "%d", time * 1000'; fi
}

get() { curl -fsS --max-time 60 "$@"; }
status_of() { curl -sS -o /dev/null -w '%{http_code}' --max-time 10 "$@"; }
stream() { get -N "$BASE/stream?route=critique&seed=42&pace=0$1" "${@:2}"; }

health() {
  local service
  for service in gateway engine jobs; do
    get "http://localhost:$(port_of "$service")/healthz" | grep -q '"status":"healthy"' || {
      say "$service is not healthy: $(tail -n 1 "$WORK/errors")"
      return 1
    }
  done
  say 'gateway, engine and jobs are healthy'
}

streams() {
  stream '' >"$WORK/whole.sse" || { say 'no stream'; return 1; }
  grep -q '^event: start$' "$WORK/whole.sse" && grep -q '^event: token$' "$WORK/whole.sse" || { say 'no start or no tokens'; return 1; }
  [ "$(grep -c '^event: done$' "$WORK/whole.sse")" = 1 ] || { say 'not one ending'; return 1; }
  say "$(grep -c '^event: token$' "$WORK/whole.sse") tokens, one ending"
}

post_cancel() { # session, flags of curl…
  status_of -X POST "$BASE/cancel" -H 'content-type: application/json' -d "{\"sessionId\":\"$1\"}" "${@:2}"
}

# Opens a stream at reading pace, cancels it at its first token and reads it to its end. Prints, in ms, the time to the first
# token, with the start of curl in it, and the time of the cancel: its request, and what then passes until the event.
cancel_running() { # session, seed
  local line began first='' answer='' answered='' last='' took=''
  began="$(now_ms)"
  while IFS= read -r line; do
    [[ "$line" = event:* ]] || continue
    last="$line"
    if [ "$line" = 'event: token' ] && [ -z "$first" ]; then
      first=$(($(now_ms) - began))
      answer="$(post_cancel "$1" -w '%{http_code} %{time_total}')"
      answered="$(now_ms)"
    elif [ "$line" = 'event: cancelled' ]; then
      took="$(awk -v s="${answer##* }" -v ms="$(($(now_ms) - answered))" 'BEGIN { printf "%d", s * 1000 + ms }')"
    fi
  done < <(get -N "$BASE/stream?route=critique&seed=$2&sessionId=$1")
  [ -n "$first" ] || { say 'the stream had no token'; return 1; }
  [ "${answer%% *}" = 202 ] || { say "cancel answered ${answer%% *}"; return 1; }
  [ "$last" = 'event: cancelled' ] || { say 'the stream did not end with cancelled'; return 1; }
  say "$first $took"
}

cancel() {
  local id="smoke-$$-$RANDOM" second
  cancel_running "$id" 42 >"$WORK/cancel" || { cat "$WORK/cancel"; return 1; }
  second="$(post_cancel "$id")"
  say "202 and one cancelled event, then $second"
  [ "$second" = 409 ]
}

# The events of a stream without what may differ: the session's own start and ending.
middle() { grep -E '^(id|data): ' "$1" | grep -vE '"type":"(start|done)"' ; }

# From an event on, without the ending, which belongs to one session.
after() { sed -n "/^id: $1$/,\$p" "$2" | grep -vE '"type":"done"'; } # id, file

resume() {
  stream '' -H 'Last-Event-ID: msg_005' >"$WORK/resumed.sse" || { say 'no stream'; return 1; }
  [ "$(grep -m1 '^id: ' "$WORK/resumed.sse")" = 'id: msg_006' ] || { say "first id is $(grep -m1 '^id: ' "$WORK/resumed.sse")"; return 1; }
  diff <(after msg_006 "$WORK/whole.sse") <(after msg_006 "$WORK/resumed.sse") >/dev/null || { say 'a resumed stream differs from the whole one'; return 1; }
  say 'continues at msg_006, byte for byte'
}

report() {
  get "$BASE/report?scenarioId=demo&seed=42" >"$WORK/report.json" || { say 'no report'; return 1; }
  grep -q '"schema":"report.v1"' "$WORK/report.json" && grep -q '"recommendation":{"primary":' "$WORK/report.json" || { say 'not a report.v1'; return 1; }
  say "report.v1, $(wc -c <"$WORK/report.json") bytes"
}

headers() {
  curl -sS -I --max-time 10 "$BASE/report?scenarioId=demo" -H "Origin: $ORIGIN" >"$WORK/headers" || { say 'no answer'; return 1; }
  grep -qi '^cache-control:.*no-store' "$WORK/headers" || { say 'no Cache-Control: no-store'; return 1; }
  grep -qi "^access-control-allow-origin: $ORIGIN" "$WORK/headers" || { say 'no Access-Control-Allow-Origin'; return 1; }
  grep -qi '^x-request-id:' "$WORK/headers" || { say 'no X-Request-Id'; return 1; }
  say 'no-store, CORS allowlist, request id'
}

replay() {
  stream '' >"$WORK/again.sse" && grep -q '^event: done$' "$WORK/again.sse" || { say 'no stream'; return 1; }
  diff <(middle "$WORK/whole.sse") <(middle "$WORK/again.sse") >/dev/null || { say 'the same seed gave other bytes'; return 1; }
  say 'two streams of one seed are identical'
}

# Seeds nobody asked for before, so that each figure has a simulation in it; the median of five.
performance() {
  local seed=$((RANDOM * 32768 + RANDOM)) first cancelled try
  for try in 1 2 3 4 5; do
    cancel_running "speed-$$-$seed-$try" "$((seed + try))" >>"$WORK/speed" || { tail -n 1 "$WORK/speed"; return 1; }
  done
  first="$(cut -d' ' -f1 "$WORK/speed" | sort -n | sed -n 3p)"
  cancelled="$(cut -d' ' -f2 "$WORK/speed" | sort -n | sed -n 3p)"
  say "first token $first ms (at most 500), cancel $cancelled ms (at most 150), median of 5"
  [ "$first" -le 500 ] && [ "$cancelled" -le 150 ]
}

check 'health' health
check 'stream' streams
check 'cancel 202 then 409' cancel
check 'resume' resume
check 'report' report
check 'security headers' headers
check 'deterministic replay' replay
check 'performance baseline' performance

if [ "$failed" = 0 ]; then
  say "All $passed tests PASS"
else
  say "$failed of $((passed + failed)) tests FAIL"
  answers gateway || say "pilot: nothing answers at $BASE; ./scripts/pilot-up.sh starts the pilot"
  exit 1
fi
