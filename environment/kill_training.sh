#!/bin/sh
# Kills the training of a small network at random moments, as kill -9 does, and resumes it each
# time. Checks that it ends in the weights, states, metrics and predictions of a run that was not
# disturbed, bit for bit.
#   environment/kill_training.sh [NETWORK] [EPOCHS] [KILLS] [SEED]
# Default: LSTM, 400 epochs, 20 kills, seed 1: some minutes.
# Exit code 0 if all is right. Every test run does a short form (KilledTrainingTest).
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
"$here/jbang" --main mer4j.runs.TrainingKillDrill "$here/../jbang-scripts/test.java" "$folder" "$@"
