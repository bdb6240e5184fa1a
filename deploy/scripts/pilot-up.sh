#!/usr/bin/env bash
# Starts the pilot and waits until it is healthy. Safe to run twice.
#   pilot-up.sh [--native|--docker]
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode

if [ "$MODE" = docker ]; then
  compose up -d --build --wait
else
  [ -x "$APP/node_modules/.bin/node" ] || (cd "$APP" && npm ci --omit=dev --no-audit --no-fund)
  mkdir -p "$STATE"
  while read -r name; do start_native "$name"; done < <(native_processes)
fi

if ! wait_healthy "${PILOT_START_SECONDS:-60}"; then
  say 'pilot: not healthy in time; the last lines of the logs:' >&2
  if [ "$MODE" = docker ]; then compose logs --tail 20 >&2; else tail -n 20 "$STATE"/*.log >&2; fi
  fail 'start failed; ./scripts/pilot-down.sh stops what is running'
fi
say "pilot: healthy. Open http://localhost:$(port_of gateway)"
