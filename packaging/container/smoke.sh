#!/bin/sh
# Starts the image as it is meant to run, and asks it for an answer: smoke.sh [IMAGE]
set -eu

cd "$(dirname "$0")/../.."
image=${1:-spoken-digits}
token=smoke-$$
name=spoken-digits-$token

docker run --detach --name "$name" --read-only --cap-drop ALL \
    --security-opt no-new-privileges --publish 127.0.0.1::7860 \
    --env "SPOKEN_DIGITS_TOKEN=$token" "$image"
trap 'docker logs "$name"; docker rm --force "$name" >/dev/null' EXIT
address=http://$(docker port "$name" 7860/tcp | head -n 1)

curl --silent --show-error --fail --retry 20 --retry-connrefused --retry-all-errors --retry-delay 1 \
    "$address/healthz"
docker exec "$name" python3 /app/health.py
answer=$(curl --silent --show-error --fail --header "Authorization: Bearer $token" \
    --data-binary @tests/audio/7_slt_0.flac "$address/api/number")
echo "$answer"
case $answer in
    *'"number":"7"'*) ;;
    *) exit 1 ;;
esac
status=$(curl --silent --output /dev/null --write-out '%{http_code}' \
    --data-binary @tests/audio/7_slt_0.flac "$address/api/number")
[ "$status" = 401 ]
[ "$(docker exec "$name" python3 -c 'import os; print(os.getuid())')" = 1000 ]
size=$(docker image inspect --format '{{.Size}}' "$image")
echo "size: $((size / 1000000)) MB"
[ "$size" -le 350000000 ]
