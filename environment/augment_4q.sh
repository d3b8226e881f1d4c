#!/bin/sh
# Makes the study's augmented 4Q set of 3,600 clips (noise, shift and pitch of every recording) and
# finds out how much of what it gains is a leak; copies the small results to data/results/4q-augmented/.
#   environment/augment_4q.sh [--list] [RUN...]
# --list prints the runs in their order, with what is there of each, and trains nothing; RUN trains
# these only. The 4Q set must have been imported (fetch_data 4q --from DIR). Wants 15 GB of disk.
#
# baselines-leak        a random fifth of the 3,600 for test, as the study: 99 of 100 have a twin
# lstm-leak             the study's split and settings on the 3,600
# lstm-by-source        the same settings; recordings divided first
# baselines-by-source   ten folds of the recordings; their variants are learned from, not tested
# baselines-recordings  the same folds without augmentation
# lstm-recordings       the same division without augmentation
# An epoch of the augmented set has four times the steps of one of recordings alone: it gets a
# quarter of the study's 250 epochs, so that every network takes as many steps.
#
# Stop it in any way and start it again: the set is completed, finished runs are passed over, and a
# broken one goes on after its last model and fold, or its last whole epoch.
#
# MER4J_RUNS     folder of the runs (runs/4q-augmented)
# MER4J_RESULTS  folder of the small results (data/results/4q-augmented)
# MER4J_DATASET  another data set, for a try (4q)
# MER4J_ONLY     other baselines, for a try (all)
# MER4J_EPOCHS   another number of epochs in all runs, for a try
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/runs.sh"
usage "$@"
runs=${MER4J_RUNS:-$root/runs/$dataset-augmented}
results=${MER4J_RESULTS:-$root/data/results/$dataset-augmented}
list=
if [ "${1:-}" = --list ]; then
  list=1
  shift
fi
wanted=" $* "

# train NAME SCRIPT OPTION...
train() {
  name=$1
  script=$2
  shift 2
  chosen "$name" || return 0
  if [ -n "$list" ]; then
    state="to do"
    [ ! -f "$runs/$name/config.json" ] || state="begun"
    [ ! -f "$results/$name/results.csv" ] || state="done"
    echo "$name ($state): $script $*"
    return 0
  fi
  [ ! -f "$results/$name/results.csv" ] || return 0
  # report.md is written last
  [ -f "$runs/$name/report.md" ] || run "$runs/$name" "$script" "$@"
  keep_scores "$runs/$name" "$results/$name"
  keep "$runs/$name" "$results/$name" config.json report.md undefined.csv metrics.csv results.csv
}

baselines() {
  name=$1
  shift
  train "baselines-$name" train_baselines --only "${MER4J_ONLY:-all}" "$@"
}

# lstm NAME EPOCHS OPTION...: the study's choices, whatever the division
lstm() {
  name=$1
  epochs=${MER4J_EPOCHS:-$2}
  shift 2
  train "lstm-$name" train_lstm --seed 1 --epochs "$epochs" --scaler global --mel power \
    --padding read --pooling last --initial-state random --no-best-epoch "$@"
}

if [ -z "$list" ]; then
  "$here/jbang" "$root/jbang-scripts/augment.java" --dataset "$dataset"
fi
augmented=$dataset-augmented
baselines leak --dataset "$augmented"
lstm leak 63 --dataset "$augmented"
lstm by-source 63 --dataset "$augmented" --protocol leak-free --groups Source
baselines by-source --dataset "$augmented" --protocol leak-free --groups Source
baselines recordings --dataset "$dataset" --protocol leak-free --groups Song
lstm recordings 250 --dataset "$dataset" --protocol leak-free --groups Song
