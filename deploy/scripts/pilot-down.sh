#!/usr/bin/env bash
# Stops the pilot; data stay. Safe to run twice.
#   pilot-down.sh [--native|--docker]
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode

if [ "$MODE" = docker ]; then
  compose --profile observability down
else
  take_turn
  for name in prometheus sandbox gateway jobs engine; do stop_native "$name"; done
  say 'pilot: down'
fi
