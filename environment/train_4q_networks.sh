#!/bin/sh
# Trains the study's networks on the 4Q set at the study's scale, one run after another, and copies
# the small results of each to data/results/4q-networks/.
#   environment/train_4q_networks.sh [--list] [RUN...]
# --list prints the runs in their order, with what is there of each, and trains nothing; RUN trains
# these only. The 4Q set must have been imported (fetch_data 4q --from DIR).
#
# As published, with the study's split and settings: LSTM 250 epochs with three seeds, RNN 2000 and
# BRNN 1000 with one. Then LSTM and RNN corrected one step at a time, three seeds each, at most 80
# epochs, ended after 20 without a better validation accuracy:
#   0 as published   1 rows standardised   2 mel in dB   3 masked mean of the states, LSTM from zero
#   4 best epoch on validation clips
# Last the same three networks leak-free, all corrections made: five folds that keep artists apart,
# at most 60 epochs; of the LSTM five random folds, beside those of the better models; and all three
# as published on two further divisions.
#
# Stop it in any way and start it again: finished runs are passed over and a broken one goes on
# after its last whole epoch. To let it rest without using the processor, start it with setsid and
# send its process group SIGSTOP, later SIGCONT.
#
# MER4J_RUNS     folder of the runs (runs/4q-networks)
# MER4J_RESULTS  folder of the small results (data/results/4q-networks)
# MER4J_DATASET  another data set, for a try (4q)
# MER4J_EPOCHS   another number of epochs in all runs, for a try
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/runs.sh"
usage "$@"
runs=${MER4J_RUNS:-$root/runs/$dataset-networks}
results=${MER4J_RESULTS:-$root/data/results/$dataset-networks}
list=
if [ "${1:-}" = --list ]; then
  list=1
  shift
fi
wanted=" $* "

# epochs NUMBER: the option, or the one for a try
epochs() {
  echo "--epochs=${MER4J_EPOCHS:-$1}"
}

# last FOLDER: number of whole epochs of the run there
last() {
  if [ -f "$1/metrics.csv" ]; then
    tail -n 1 "$1/metrics.csv" | sed 's/,.*//; s/^epoch$/0/'
  else
    echo 0
  fi
}

# train NAME KIND OPTION...
train() {
  name=$1
  kind=$2
  shift 2
  chosen "$name" || return 0
  if [ -n "$list" ]; then
    state="epoch $(last "$runs/$name")"
    [ ! -f "$results/$name/results.csv" ] || state="done"
    echo "$name ($state): train_$kind $*"
    return 0
  fi
  [ ! -f "$results/$name/results.csv" ] || return 0
  run "$runs/$name" "train_$kind" --dataset "$dataset" "$@"
  keep "$runs/$name" "$results/$name" config.json metrics.csv predictions.csv results.csv
}

published() {
  train "$1-seed$3" "$1" "$(epochs "$2")" --seed "$3"
}

ablation() {
  kind=$1
  for seed in 1 2 3; do
    set -- "$(epochs 80)" --patience 20 --seed "$seed"
    train "$kind-step0-seed$seed" "$kind" "$@"
    set -- "$@" --scaler rows
    train "$kind-step1-seed$seed" "$kind" "$@"
    set -- "$@" --mel db
    train "$kind-step2-seed$seed" "$kind" "$@"
    set -- "$@" --padding masked --pooling mean --initial-state zero
    train "$kind-step3-seed$seed" "$kind" "$@"
    set -- "$@" --best-epoch
    train "$kind-step4-seed$seed" "$kind" "$@"
  done
}

# folds NAME KIND OPTION...: one run per fold, so that a broken one goes on in its fold
folds() {
  prefix=$1
  network=$2
  shift 2
  for fold in 1 2 3 4 5; do
    train "$prefix$fold" "$network" "$(epochs 60)" --patience 20 --seed 1 \
      --protocol leak-free --fold "$fold/5" "$@"
  done
}

published lstm 250 1
ablation rnn
ablation lstm
published brnn 1000 1
published rnn 2000 1
published lstm 250 2
published lstm 250 3
folds rnn-fold rnn
folds brnn-fold brnn
folds lstm-fold lstm
folds lstm-random lstm --groups Song
for split in 603 604; do
  train "lstm-split$split" lstm "$(epochs 250)" --seed 1 --split-seed "$split"
  train "brnn-split$split" brnn "$(epochs 1000)" --seed 1 --split-seed "$split"
  train "rnn-split$split" rnn "$(epochs 2000)" --seed 1 --split-seed "$split"
done
