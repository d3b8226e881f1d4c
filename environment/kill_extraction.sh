#!/bin/sh
# Kills an extraction of features at random moments, as kill -9 does, and starts it again each time.
# Checks that it ends in the files of a run that was not disturbed, byte for byte, with nothing
# beside them, and that no clip that was complete is computed twice.
#   environment/kill_extraction.sh [CLIPS] [SECONDS] [KILLS] [SEED]
# Default: 200 clips of the embedded corpus, 10 seconds each, 30 kills, seed 1: some minutes.
# Exit code 0 if all is right. Every test run does a short form (KilledExtractionTest).
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case "${1:-}" in
-h | --help)
  sed -n 's/^# \{0,1\}//p' "$0"
  exit 0
  ;;
esac
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
"$here/jbang" --main mer4j.features.KillDrill "$here/../jbang-scripts/test.java" "$folder" "$@"
