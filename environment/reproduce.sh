#!/bin/sh
# Sets up what is missing, then runs the main job from start to finish: the numbered notebooks
# notebooks/0*.ipynb, in order. Leaves the executed notebooks, their figures and tables in
# runs/reproduce-<data set>-<time>/.
#   environment/reproduce.sh                       on the embedded corpus
#   environment/reproduce.sh --dataset 4q          on a data set by name (see fetch_data.java --list)
#   environment/reproduce.sh --dataset my-music/   on a folder with a subfolder per label
#   environment/reproduce.sh --output DIR          leaves the results there instead
# Run it again at any time: set-up and extracted features are used again.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/common.sh"

usage() {
  say "reproduce.sh: $1 (--help shows the options)" >&2
  exit 2
}

dataset=${MER4J_DATASET:-embedded}
output=
while [ $# -gt 0 ]; do
  case "$1" in
  -h | --help)
    sed -n 's/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  --dataset | --output)
    [ $# -gt 1 ] || usage "$1 wants a value"
    if [ "$1" = --dataset ]; then dataset=$2; else output=$2; fi
    shift
    ;;
  --dataset=*) dataset=${1#*=} ;;
  --output=*) output=${1#*=} ;;
  *) usage "unknown option $1" ;;
  esac
  shift
done
[ -n "$dataset" ] || usage "--dataset wants a value"
label=$dataset
# A name with a slash, or that of a folder here, means that folder; notebooks run elsewhere, so its
# full path is handed on.
case "$dataset" in
embedded) ;;
*/*)
  [ -d "$dataset" ] || usage "no such folder: $dataset"
  dataset=$(CDPATH='' cd -- "$dataset" && pwd)
  label=$(basename "$dataset")
  ;;
*)
  if [ -f "$root/data/$dataset.json" ]; then
    [ -d "$root/data/$dataset" ] || fail "the data set $dataset is not in data/$dataset" \
      "Bring it there: environment/jbang jbang-scripts/fetch_data.java $dataset --from FOLDER"
  elif [ -d "$dataset" ]; then
    dataset=$(CDPATH='' cd -- "./$dataset" && pwd)
  else
    known=embedded
    for file in "$root"/data/*.json; do
      name=$(basename "$file" .json)
      [ "$name" = embedded ] || known="$known, $name"
    done
    usage "no data set or folder '$dataset'; there are: $known, or a folder"
  fi
  ;;
esac
time=$(date +%Y%m%d-%H%M%S)
[ -n "$output" ] || output="$root/runs/reproduce-$label-$time"

"$here/setup.sh"
use_utf8
export MER4J_HOME="$root" # the notebooks are of this checkout
export MER4J_DATASET="$dataset"
set -- "$root"/notebooks/0*.ipynb
if ! [ -f "$1" ]; then
  fail "no notebooks notebooks/0*.ipynb in this checkout" "Nothing was run."
fi
say "Running $# notebooks on $dataset; results go to $output"
"$venv/bin/python" "$here/execute_notebooks.py" --output "$output" "$@"
