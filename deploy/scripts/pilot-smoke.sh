#!/usr/bin/env bash
# The eight checks of a pilot that works. Exit 1 when one fails.
#   pilot-smoke.sh
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings

BASE="http://localhost:$(port_of gateway)"
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
passed=0
failed=0

check() { # name, command…
  local name="$1" detail
  shift
  if detail="$("$@" 2>&1)"; then
    passed=$((passed + 1)); printf 'PASS  %-24s %s\n' "$name" "$detail"
  else
    failed=$((failed + 1)); printf 'FAIL  %-24s %s\n' "$name" "$detail"
  fi
}

get() { curl -fsS --max-time 30 "$@"; }
status_of() { curl -sS -o /dev/null -w '%{http_code}' --max-time 10 "$@"; }
stream() { get -N "$BASE/stream?route=critique&seed=42&pace=0$1" "${@:2}"; }

health() {
  local service
  for service in gateway engine jobs; do
    get "http://localhost:$(port_of "$service")/healthz" | grep -q '"status":"healthy"' || { say "$service is not healthy"; return 1; }
  done
  say 'gateway, engine and jobs are healthy'
}

streams() {
  stream '' >"$WORK/whole.sse"
  grep -q '^event: start$' "$WORK/whole.sse" && grep -q '^event: token$' "$WORK/whole.sse" || { say 'no start or no tokens'; return 1; }
  [ "$(grep -c '^event: done$' "$WORK/whole.sse")" = 1 ] || { say 'not one ending'; return 1; }
  say "$(grep -c '^event: token$' "$WORK/whole.sse") tokens, one ending"
}

cancel() {
  local id="smoke-$$-$RANDOM" first second
  first="$(status_of -X POST "$BASE/cancel" -H 'content-type: application/json' -d "{\"sessionId\":\"$id\"}")"
  second="$(status_of -X POST "$BASE/cancel" -H 'content-type: application/json' -d "{\"sessionId\":\"$id\"}")"
  say "$first then $second"
  [ "$first" = 202 ] && [ "$second" = 409 ]
}

# The events of a stream without what may differ: the session's own start and ending.
middle() { grep -E '^(id|data): ' "$1" | grep -vE '"type":"(start|done)"' ; }

resume() {
  stream '' -H 'Last-Event-ID: msg_005' >"$WORK/resumed.sse"
  [ "$(grep -m1 '^id: ' "$WORK/resumed.sse")" = 'id: msg_006' ] || { say "first id is $(grep -m1 '^id: ' "$WORK/resumed.sse")"; return 1; }
  diff <(sed -n '/^id: msg_006$/,$p' "$WORK/whole.sse" | grep -vE '"type":"done"') <(sed -n '/^id: msg_006$/,$p' "$WORK/resumed.sse" | grep -vE '"type":"done"') >/dev/null \
    || { say 'a resumed stream differs from the whole one'; return 1; }
  say 'continues at msg_006, byte for byte'
}

report() {
  get "$BASE/report?scenarioId=demo&seed=42" >"$WORK/report.json"
  grep -q '"schema":"report.v1"' "$WORK/report.json" && grep -q '"recommendation":{"primary":' "$WORK/report.json" || { say 'not a report.v1'; return 1; }
  say "report.v1, $(wc -c <"$WORK/report.json") bytes"
}

headers() {
  curl -sS -I --max-time 10 "$BASE/report?scenarioId=demo" -H 'Origin: http://localhost:3000' >"$WORK/headers"
  grep -qi '^cache-control:.*no-store' "$WORK/headers" || { say 'no Cache-Control: no-store'; return 1; }
  grep -qi '^access-control-allow-origin: http://localhost:3000' "$WORK/headers" || { say 'no Access-Control-Allow-Origin'; return 1; }
  grep -qi '^x-request-id:' "$WORK/headers" || { say 'no X-Request-Id'; return 1; }
  say 'no-store, CORS allowlist, request id'
}

replay() {
  stream '' >"$WORK/again.sse"
  diff <(middle "$WORK/whole.sse") <(middle "$WORK/again.sse") >/dev/null || { say 'the same seed gave other bytes'; return 1; }
  say 'two streams of one seed are identical'
}

performance() {
  local first
  first="$(curl -sS -N -o /dev/null -w '%{time_starttransfer}' --max-time 30 "$BASE/stream?route=critique&seed=43&pace=0")"
  say "first byte after ${first} s (at most 0.5)"
  awk -v t="$first" 'BEGIN { exit !(t <= 0.5) }'
}

check 'health' health
check 'stream' streams
check 'cancel 202 then 409' cancel
check 'resume' resume
check 'report' report
check 'security headers' headers
check 'deterministic replay' replay
check 'performance baseline' performance

if [ "$failed" = 0 ]; then say "All $passed tests PASS"; else say "$failed of $((passed + failed)) tests FAIL"; exit 1; fi
