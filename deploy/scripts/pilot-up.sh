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
  take_turn
  refuse_taken_ports
  install_modules
  while read -r name; do start_native "$name"; done < <(native_processes)
  end_turn
fi

if ! wait_until_up "${PILOT_START_SECONDS:-180}"; then
  say 'pilot: not up in time; the last lines of the logs:' >&2
  if [ "$MODE" = docker ]; then compose logs --tail 20 >&2; else tail -n 20 "$STATE"/*.log >&2; fi
  fail 'start failed; ./scripts/pilot-down.sh stops what is running'
fi
if is_healthy gateway; then
  say "pilot: healthy. Open http://localhost:$(port_of gateway)"
else
  say 'pilot: up, but the kill switch is on: everything but health, metrics and admin answers 503'
fi
