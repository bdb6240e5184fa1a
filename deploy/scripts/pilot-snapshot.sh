#!/usr/bin/env bash
# Writes the metrics of the three services to one file, with the time and the version.
#   pilot-snapshot.sh [--native|--docker]         FILE=metrics.txt ./scripts/pilot-snapshot.sh
. "$(dirname "$0")/lib.sh"
read_flags "$@"
load_settings
choose_mode

stamp="$(date -u +%Y%m%dT%H%M%SZ)"
file="${FILE:-$PILOT/metrics-$stamp.txt}"
part="$file.part"
printf '# taken %s\n' "$stamp" >"$part"
for service in gateway engine jobs; do
  printf '# service %s %s\n' "$service" "$(curl -fsS --max-time 3 "http://localhost:$(port_of "$service")/healthz")" >>"$part" \
    || { rm -f "$part"; fail "$service does not answer"; }
  curl -fsS --max-time 5 "http://localhost:$(port_of "$service")/metrics" >>"$part"
done
mv "$part" "$file"
say "pilot: metrics written to $file"
