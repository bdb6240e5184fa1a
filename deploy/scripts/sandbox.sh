#!/usr/bin/env bash
# The command line of the pack: ./scripts/sandbox.sh preflight, drill rollback, run demo, … (in the repository: npx sandbox).
. "$(dirname "$0")/lib.sh"
load_settings
install_modules >&2
# shellcheck disable=SC2031 # lib.sh sets it in a subshell of another function
DATA_DIR="${DATA_DIR:-$STATE/data}" \
  exec "$APP/node_modules/.bin/node" "$APP/apps/cli/bin/sandbox.js" "$@"
