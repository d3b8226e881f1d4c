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
root=$(dirname -- "$here")
dataset=${MER4J_DATASET:-4q}
runs=${MER4J_RUNS:-$root/runs/$dataset-baselines}
results=${MER4J_RESULTS:-$root/data/results}
copy=
case "${1:-}" in
-h | --help)
  sed -n 's/^# \{0,1\}//p' "$0"
  exit 0
  ;;
--copy)
  copy=1
  shift
  ;;
esac
wanted=" $* "

# small RUN: copies what is worth keeping; of the long runs the scores with three digits, packed
small() {
  from=$runs/$1
  to=$results/$dataset-baselines-$1
  mkdir -p "$to"
  rm -f "$to"/*
  for file in config.json report.md undefined.csv results.csv; do
    [ ! -f "$from/$file" ] || cp "$from/$file" "$to/$file"
  done
  if [ "$1" = as-published ]; then
    cp "$from/predictions.csv" "$to/predictions.csv"
  else
    awk -F, -v OFS=, 'NR > 1 { for (i = 6; i <= NF; i++) $i = sprintf("%.3g", $i) } 1' \
      "$from/predictions.csv" | gzip -9n >"$to/.predictions.tmp"
    mv "$to/.predictions.tmp" "$to/predictions.csv.gz"
  fi
}

# train RUN OPTION...
train() {
  name=$1
  shift
  [ "$wanted" = "  " ] || case "$wanted" in *" $name "*) ;; *) return 0 ;; esac
  if [ -n "$copy" ]; then
    [ ! -f "$runs/$name/results.csv" ] || small "$name"
    return 0
  fi
  [ ! -f "$runs/$name/report.md" ] || return 0 # written last
  echo "--- $name" >&2
  if [ -f "$runs/$name/config.json" ]; then
    set -- "$@" --resume
  fi
  "$here/jbang" "$root/jbang-scripts/train_baselines.java" \
    --dataset "$dataset" --only "${MER4J_ONLY:-all}" --output "$runs/$name" "$@"
  small "$name"
}

train as-published
train splits --repeats 10
train leak-free --protocol leak-free --repeats 3
