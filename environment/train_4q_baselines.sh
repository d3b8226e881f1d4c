#!/bin/sh
# Trains the study's baselines on the 4Q set, one run after another, and copies the small results of
# each to data/results/4q-baselines-RUN/.
#   environment/train_4q_baselines.sh [RUN...]
# as-published  the study's split, seed 42: minutes
# splits        ten stratified splits of its size: about half an hour on two cores
# leak-free     artists kept apart, ten folds, three times: about an hour
# The 4Q set must have been imported (fetch_data 4q --from DIR).
#
# Stop it in any way and start it again: finished runs are passed over, a broken one goes on after
# its last model and fold. The slow models (ABC, MLP) come last; --copy takes over what is there.
#
# MER4J_RUNS     folder of the runs (runs/4q-baselines)
# MER4J_RESULTS  folder of the small results (data/results)
# MER4J_DATASET  another data set, for a try (4q)
# MER4J_ONLY     other models, for a try (all)
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/runs.sh"
usage "$@"
runs=${MER4J_RUNS:-$root/runs/$dataset-baselines}
results=${MER4J_RESULTS:-$root/data/results}
copy=
if [ "${1:-}" = --copy ]; then
  copy=1
  shift
fi
wanted=" $* "

# small RUN: copies what is worth keeping
small() {
  to=$results/$dataset-baselines-$1
  rm -f "$to"/*
  if [ "$1" = as-published ]; then
    keep "$runs/$1" "$to" predictions.csv
  else
    keep_scores "$runs/$1" "$to"
  fi
  keep "$runs/$1" "$to" config.json report.md undefined.csv results.csv
}

# train RUN OPTION...
train() {
  name=$1
  shift
  chosen "$name" || return 0
  if [ -n "$copy" ]; then
    [ ! -f "$runs/$name/results.csv" ] || small "$name"
    return 0
  fi
  [ ! -f "$runs/$name/report.md" ] || return 0 # written last
  run "$runs/$name" train_baselines --dataset "$dataset" --only "${MER4J_ONLY:-all}" "$@"
  small "$name"
}

train as-published
train splits --repeats 10
train leak-free --protocol leak-free --repeats 3
