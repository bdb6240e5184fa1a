#!/usr/bin/env bash
# Starts Prometheus (and, with Docker, Grafana) and shows how the pilot is: health, open streams, latencies, errors, kill switch. Once, or every N seconds.
#   pilot-observe.sh [--native|--docker]          WATCH=5 ./scripts/pilot-observe.sh
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode
if [ "$MODE" = docker ]; then
  compose --profile observability up -d prometheus grafana
  say 'pilot: Grafana http://localhost:3000, Prometheus http://localhost:9090'
elif is_running prometheus; then
  say "pilot: Prometheus runs already: http://localhost:${PROMETHEUS_PORT:-9090}"
elif command -v prometheus >/dev/null; then
  mkdir -p "$STATE"
  start_prometheus
else
  say 'pilot: Prometheus is not installed; the figures below are of this moment'
fi

show() {
  local service
  for service in gateway engine jobs; do
    if is_healthy "$service"; then say "$service: healthy"
    elif answers "$service"; then say "$service: refuses traffic, the kill switch is on"
    else say "$service: NOT HEALTHY"; fi
  done
  curl -fsS --max-time 3 "http://localhost:$(port_of gateway)/metrics" 2>/dev/null \
    | grep -E '^(sse_connections|kill_switch|stream_resumes_total|stream_ttff_seconds_(sum|count)|cancel_latency_seconds_(sum|count))' \
    || say 'gateway: no metrics'
}

show
while [ -n "${WATCH:-}" ]; do sleep "$WATCH"; say ''; date -u +%H:%M:%SZ; show; done
