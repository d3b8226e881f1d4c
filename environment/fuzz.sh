#!/bin/sh
# Feeds damaged files to the readers of npy, wav and other sound, CSV and JSON.
#   environment/fuzz.sh [SECONDS] [TARGET...]
# Default: 60 seconds for each of the targets (NPY, WAV, MP3, ..., see FuzzTarget.java). Each file
# must be read, or refused in one line; others are printed in base 64, and the exit code is 1.
# Every test run does a short form with a fixed seed (FuzzTest).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case "${1:-}" in
-h | --help)
  sed -n 's/^# \{0,1\}//p' "$0"
  exit 0
  ;;
esac
exec "$here/jbang" --main mer4j.fuzz.Fuzzer "$here/../jbang-scripts/test.java" "$@"
