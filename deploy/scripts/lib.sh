# shellcheck shell=bash
# What the pilot scripts share: where things are, and how they are run (Docker Compose, or natively).

set -euo pipefail

PILOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# In the deploy pack the product lies in app/; in the repository it is the folder above deploy/.
if [ -d "$PILOT/app" ]; then APP="$PILOT/app"; else APP="$(cd "$PILOT/.." && pwd)"; fi
STATE="${PILOT_STATE:-$PILOT/.pilot}"
SERVICES=(engine jobs gateway)
MODE=''
YES=''

say() { printf '%s\n' "$*"; }
fail() { printf 'pilot: %s\n' "$*" >&2; exit 1; }

read_flags() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --native) MODE=native ;;
      --docker) MODE=docker ;;
      --yes) YES=1 ;;
      *) fail "unknown flag $1 (known: --native, --docker, --yes)" ;;
    esac
    shift
  done
}

# Settings of .env.poc, without overriding what the caller has set.
load_settings() {
  local line name
  [ -f "$PILOT/.env.poc" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    [[ "$line" =~ ^[[:space:]]*(#|$) ]] && continue
    name="${line%%=*}"
    [[ "$name" =~ ^[A-Z_][A-Z0-9_]*$ ]] || fail ".env.poc: \"$name\" is no name of a setting"
    [ -n "${!name+set}" ] || export "$line"
  done < "$PILOT/.env.poc"
}

# The commit that images are built from: of the pack, or of the checkout.
revision() {
  if [ -f "$PILOT/manifest.json" ]; then sed -n 's/^  "commit": "\(.*\)",$/\1/p' "$PILOT/manifest.json"
  else git -C "$APP" rev-parse HEAD 2>/dev/null || true; fi
}

compose() {
  REVISION="$(revision)"
  export REVISION
  if [ "$APP" != "$PILOT/app" ]; then export SANDBOX_CONTEXT="$APP"; fi
  if docker compose version >/dev/null 2>&1; then
    docker compose -f "$PILOT/docker-compose.poc.yml" "$@"
  else
    docker-compose -f "$PILOT/docker-compose.poc.yml" "$@"
  fi
}

# Docker where an engine answers and nothing runs natively; natively else.
choose_mode() {
  if [ -z "$MODE" ]; then
    if compgen -G "$STATE/*.pid" >/dev/null; then MODE=native
    elif docker info >/dev/null 2>&1; then MODE=docker
    else MODE=native; fi
  fi
  if [ "$MODE" = docker ]; then say 'pilot: using Docker Compose'; else say 'pilot: running natively (no Docker)'; fi
}

port_of() {
  case "$1" in
    gateway) printf '%s' "${GATEWAY_PORT:-3001}" ;;
    engine) printf '%s' "${ENGINE_PORT:-3002}" ;;
    jobs) printf '%s' "${JOBS_PORT:-3003}" ;;
  esac
}

# Healthy, or switched off by the kill switch: either way the service runs and answers.
answers() {
  curl -sS --max-time 2 "http://localhost:$(port_of "$1")/healthz" 2>/dev/null | grep -qE '"status":"(healthy|disabled)"'
}

is_healthy() { curl -fsS -o /dev/null --max-time 2 "http://localhost:$(port_of "$1")/healthz" 2>/dev/null; }

wait_until_up() { # seconds
  local service told='' from=$SECONDS
  for service in "${SERVICES[@]}"; do
    until answers "$service"; do
      [ $((SECONDS - from)) -lt "$1" ] || return 1
      [ "$MODE" = docker ] || all_running || return 1
      if [ -z "$told" ] && [ $((SECONDS - from)) -ge 10 ]; then
        told=1; say "pilot: still starting; a first start makes the database (at most $1 s)"
      fi
      sleep 0.2
    done
  done
  # Something else may answer on our ports while what we started has ended.
  [ "$MODE" = docker ] || all_running
}

# One script at a time changes what runs. A lock whose holder has ended counts for nothing.
take_turn() {
  local holder deadline=$((SECONDS + 600))
  until mkdir -p "$STATE" && (set -o noclobber; printf '%s' "$$" >"$STATE/lock") 2>/dev/null; do
    holder="$(cat "$STATE/lock" 2>/dev/null || true)"
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -f "$STATE/lock"; continue; fi
    [ "$SECONDS" -lt "$deadline" ] || fail "another script has held $STATE/lock for ten minutes (process $holder)"
    sleep 0.2
  done
  trap end_turn EXIT
}

end_turn() { rm -f "$STATE/lock"; trap - EXIT; }

# What the services and the command line need, once. npm writes the file asked for last: an interrupted install is made again.
install_modules() {
  [ -x "$APP/node_modules/.bin/node" ] && [ -f "$APP/node_modules/.package-lock.json" ] && return
  command -v npm >/dev/null || fail 'needs Node 20 or later with npm (nodejs.org), or Docker'
  say 'pilot: installing what the services need, once (a minute or two)'
  local name workspaces=(--include-workspace-root --workspace @scenario-sandbox/cli)
  for name in "${SERVICES[@]}"; do workspaces+=(--workspace "@scenario-sandbox/$name"); done
  (cd "$APP" && npm ci --omit=dev --no-audit --no-fund --loglevel=error "${workspaces[@]}")
}

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # port

# Before anything starts: else what holds a port would be taken for what we started.
refuse_taken_ports() {
  local service name
  for service in "${SERVICES[@]}"; do
    name=sandbox
    [ -z "${DATABASE_URL:-}" ] || name="$service"
    if ! is_running "$name" && is_taken "$(port_of "$service")"; then
      fail "port $(port_of "$service") of the $service is in use by something else; stop it, or set another in .env.poc"
    fi
  done
}

# Process names of the native mode: three services on PostgreSQL, or one process with the embedded database.
native_processes() {
  if [ -n "${DATABASE_URL:-}" ]; then printf '%s\n' "${SERVICES[@]}"; else printf 'sandbox\n'; fi
}

all_running() {
  local name
  while read -r name; do is_running "$name" || return 1; done < <(native_processes)
}

# A pid file may outlive its process, and the number may belong to another program by now.
is_running() { # name
  local pid
  [ -f "$STATE/$1.pid" ] || return 1
  pid="$(cat "$STATE/$1.pid")"
  ps -p "$pid" -o args= 2>/dev/null | grep -qE 'sandbox\.js up|services/(gateway|engine|jobs)/main\.ts|prometheus --config\.file'
}

start_native() { # name
  if is_running "$1"; then say "pilot: $1 is running already"; return; fi
  local entry=(services/"$1"/main.ts) detach=(nohup)
  [ "$1" = sandbox ] && entry=(apps/cli/bin/sandbox.js up)
  command -v setsid >/dev/null && detach=(setsid nohup)
  (
    cd "$APP"
    export DATA_DIR="${DATA_DIR:-$STATE/data}"
    "${detach[@]}" node_modules/.bin/node "${entry[@]}" </dev/null >>"$STATE/$1.log" 2>&1 &
    printf '%s' "$!" >"$STATE/$1.pid"
  )
  # Until it has become the program it is to run, it looks like this script.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    is_running "$1" && break
    sleep 0.05
  done
  say "pilot: started $1 (log: $STATE/$1.log)"
}

stop_native() { # name
  local pid deadline=$((SECONDS + 12))
  if is_running "$1"; then
    pid="$(cat "$STATE/$1.pid")"
    kill -TERM "$pid"
    while is_running "$1"; do
      if [ "$SECONDS" -ge "$deadline" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
      sleep 0.1
    done
    say "pilot: stopped $1"
  fi
  rm -f "$STATE/$1.pid"
}

# The same rules as in Compose, with the targets where the native mode has them.
start_prometheus() {
  local folder="$STATE/prometheus" service
  if is_taken "${PROMETHEUS_PORT:-9090}"; then
    say "pilot: port ${PROMETHEUS_PORT:-9090} is in use, so Prometheus was not started; set PROMETHEUS_PORT"
    return
  fi
  mkdir -p "$folder"
  cp "$PILOT/observability/prometheus/rules.yml" "$folder/rules.yml"
  cp "$PILOT/observability/prometheus/prometheus.yml" "$folder/prometheus.yml"
  for service in "${SERVICES[@]}"; do
    sed -i.bak "s/'$service:[0-9]*'/'localhost:$(port_of "$service")'/" "$folder/prometheus.yml"
  done
  nohup prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
    --web.listen-address="127.0.0.1:${PROMETHEUS_PORT:-9090}" </dev/null >>"$STATE/prometheus.log" 2>&1 &
  printf '%s' "$!" >"$STATE/prometheus.pid"
  for _ in {1..100}; do
    is_running prometheus || break
    if curl -fsS -o /dev/null "http://localhost:${PROMETHEUS_PORT:-9090}/-/ready" 2>/dev/null; then
      say "pilot: Prometheus http://localhost:${PROMETHEUS_PORT:-9090}"
      return
    fi
    sleep 0.1
  done
  say "pilot: Prometheus did not start; $STATE/prometheus.log says why"
}
