#!/usr/bin/env bash
# Stops the pilot and deletes its data: sessions, stored scenarios, jobs, audit. Asks first.
#   pilot-reset.sh [--native|--docker] [--yes]
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode

if [ -z "$YES" ]; then
  printf 'This deletes every session, stored scenario, job and audit entry of the pilot. Type "reset" to go on: '
  read -r answer || answer=''
  [ "$answer" = reset ] || fail 'nothing was deleted'
fi

if [ "$MODE" = docker ]; then
  compose --profile observability down --volumes
else
  take_turn
  for name in prometheus sandbox gateway jobs engine; do stop_native "$name"; done
  rm -rf "$STATE"
  if [ -n "${DATABASE_URL:-}" ]; then
    (cd "$APP" && node_modules/.bin/node apps/cli/bin/sandbox.js reset --yes)
  fi
fi
say 'pilot: reset to a clean state'
