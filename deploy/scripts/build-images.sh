#!/usr/bin/env bash
# Builds the three images: from the Dockerfile where a Docker engine answers; else without a daemon, from the deploy pack, and
# tries each: buildah, a base of Debian packages without a shell, the Node that the product pins. That needs root, buildah,
# mmdebstrap, bubblewrap, unzip and npm. Exit 3 where neither can be done.
#   build-images.sh [FOLDER]     (default: dist/) without Docker, writes images.json and, to load elsewhere, an archive for each
. "$(dirname "$0")/lib.sh"

OUT="${1:-$APP/dist}"
mkdir -p "$OUT"
OUT="$(cd "$OUT" && pwd)"
if docker info >/dev/null 2>&1; then
  say 'images: built by Docker, from the Dockerfile'
  load_settings
  compose build
  exit
fi
for tool in buildah mmdebstrap bwrap npm; do
  command -v "$tool" >/dev/null || { say "images: not built here ($tool is missing)"; exit 3; }
done
[ "$(id -u)" = 0 ] || { say 'images: not built here (not root)'; exit 3; }

# Health checks are part of Docker's format only.
export BUILDAH_FORMAT=docker
WORK="$(mktemp -d /var/tmp/images.XXXXXX)"
STORE=(buildah --root "$WORK/store" --runroot "$WORK/run" --storage-driver vfs)
finish() { "${STORE[@]}" rm --all >/dev/null 2>&1 || true; rm -rf "$WORK"; }
trap finish EXIT

if [ -d "$PILOT/app" ]; then
  mkdir "$WORK/pack"
  (cd "$PILOT" && tar --exclude=node_modules --exclude=.pilot -cf - .) | tar -xf - -C "$WORK/pack"
else
  [ -f "$OUT/pilot-deploy-pack.zip" ] || fail "there is no pack in $OUT; npm run pack makes it"
  unzip -q "$OUT/pilot-deploy-pack.zip" -d "$WORK"
  mv "$WORK/pilot-deploy" "$WORK/pack"
fi
field() { sed -n "s/^  \"$1\": \"\\(.*\\)\",\$/\\1/p" "$WORK/pack/manifest.json"; } # name
version="$(field version)"
commit="$(field commit)"
source_app="$WORK/pack/app"

say 'images: base of Debian packages'
SOURCE_DATE_EPOCH=0 mmdebstrap --quiet --variant=extract --include=base-files,libc6,libstdc++6,libgcc-s1,ca-certificates bookworm "$WORK/base.tar"

say 'images: modules'
modules=(--include-workspace-root)
for service in "${SERVICES[@]}"; do modules+=(--workspace "@scenario-sandbox/$service"); done
(cd "$source_app" && npm ci --omit=dev --no-audit --no-fund --loglevel=error "${modules[@]}")
mv "$source_app/apps/studio/dist" "$WORK/studio"
rm -rf "$source_app/apps" "$source_app/deploy"

# As it will run: another user than the files', no capability, nothing to write but /tmp.
confined() { # root, program…
  bwrap --ro-bind "$1" / --tmpfs /tmp --proc /proc --dev /dev --unshare-user --unshare-pid --uid 1000 --gid 1000 --cap-drop ALL \
    --die-with-parent --chdir /app --setenv HOST 127.0.0.1 --setenv NODE_COMPILE_CACHE /tmp/compile-cache "${@:2}"
}

readonly NODE=/app/node_modules/.bin/node
try_image() { # service, root
  local seen port started answer=''
  seen="$(confined "$2" "$NODE" -e "
    const { writeFileSync } = require('node:fs');
    const tried = ['/app/x', '/x'].map((path) => { try { writeFileSync(path, ''); return 'written'; } catch ({ code }) { return code; } });
    writeFileSync('/tmp/x', '');
    console.log(process.getuid(), ...tried);")"
  [ "$seen" = '1000 EROFS EROFS' ] || fail "$1: confined, it saw: $seen"
  [ "$1" = engine ] || return 0
  # The engine keeps no state, so it can be started alone.
  port="${ENGINE_PORT:-3902}"
  confined "$2" --setenv ENGINE_PORT "$port" "$NODE" services/engine/main.ts >"$WORK/engine.log" 2>&1 &
  started=$!
  for _ in {1..300}; do
    answer="$(curl -fsS --max-time 2 "http://127.0.0.1:$port/readyz" 2>/dev/null)" && break
    sleep 0.2
  done
  kill "$started" 2>/dev/null || true
  wait "$started" 2>/dev/null || true
  [ -n "$answer" ] || { cat "$WORK/engine.log" >&2; fail 'the engine did not become ready in its image'; }
}

build() { # service, port
  local name="scenario-$1:v$version-pilot" container root id digest
  container="$("${STORE[@]}" from scratch)"
  "${STORE[@]}" add --quiet "$container" "$WORK/base.tar" / >/dev/null
  "${STORE[@]}" copy --quiet --chown 0:0 "$container" "$source_app" /app >/dev/null
  if [ "$1" = gateway ]; then "${STORE[@]}" copy --quiet --chown 0:0 "$container" "$WORK/studio" /app/apps/studio/dist >/dev/null; fi
  "${STORE[@]}" config --user 1000:1000 --workingdir /app --port "$2" --stop-signal SIGTERM \
    --env NODE_ENV=production --env HOST=0.0.0.0 --env NODE_COMPILE_CACHE=/tmp/compile-cache \
    --cmd "[\"$NODE\",\"services/$1/main.ts\"]" --label "org.opencontainers.image.revision=$commit" "$container"
  "${STORE[@]}" config --healthcheck "CMD $NODE -e \"fetch('http://127.0.0.1:$2/readyz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))\"" \
    --healthcheck-interval 5s --healthcheck-timeout 3s --healthcheck-start-period 20s --healthcheck-retries 5 "$container"
  root="$("${STORE[@]}" mount "$container")"
  try_image "$1" "$root"
  "${STORE[@]}" commit --quiet --format docker --timestamp 0 "$container" "$name" >/dev/null
  "${STORE[@]}" inspect --type image --format '{{.Docker.Config.Healthcheck}}' "$name" | grep -q "\[CMD $NODE -e fetch(" || fail "$name has no health check"
  rm -f "$OUT/scenario-$1.tar"
  "${STORE[@]}" push --quiet "$name" "docker-archive:$OUT/scenario-$1.tar:$name" >/dev/null
  id="$("${STORE[@]}" images --no-trunc --format '{{.ID}}' "$name")"
  digest="$("${STORE[@]}" images --format '{{.Digest}}' "$name")"
  "${STORE[@]}" rm "$container" >/dev/null
  printf '{"name": "%s", "id": "%s", "digest": "%s"}\n' "$name" "$id" "$digest" >>"$WORK/images"
  say "images: $name $digest"
}

build engine 3002
build jobs 3003
build gateway 3001
printf '{\n  "commit": "%s",\n  "images": [\n    %s\n  ]\n}\n' "$commit" "$(paste -sd, "$WORK/images" | sed 's/},{/},\n    {/g')" >"$OUT/images.json"
say "images: written to $OUT"
