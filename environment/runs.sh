# Shared by the commands that train for minutes and hours, which read it with "."; POSIX sh.
# shellcheck shell=sh disable=SC2034,SC2154
# Wants $here: the absolute path of this folder.

root=$(dirname -- "$here")
dataset=${MER4J_DATASET:-4q}

# usage ARGUMENT: prints the comment at the head of the command and ends, if that is asked for
usage() {
  case "${1:-}" in
  -h | --help)
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  esac
}

# chosen NAME: whether this run is among those asked for in $wanted, a line with blanks at its ends
chosen() {
  [ "$wanted" = "  " ] || case "$wanted" in *" $1 "*) ;; *) return 1 ;; esac
}

# run FOLDER SCRIPT OPTION...: the script with its run there, which goes on if it was begun
run() {
  folder=$1
  script=$2
  shift 2
  echo "--- $(basename "$folder")" >&2
  if [ -f "$folder/config.json" ]; then
    set -- "$@" --resume
  fi
  "$here/jbang" "$root/jbang-scripts/$script.java" --output "$folder" "$@"
}

# keep FROM TO FILE...: copies those of the files that are there, each in one step; name that file
# last which says by being there that the copy is whole
keep() {
  from=$1
  to=$2
  shift 2
  mkdir -p "$to"
  for file in "$@"; do
    [ ! -f "$from/$file" ] || cp "$from/$file" "$to/.$file.tmp"
    [ ! -f "$from/$file" ] || mv "$to/.$file.tmp" "$to/$file"
  done
}

# keep_scores FROM TO: predictions.csv packed, its scores with three digits
keep_scores() {
  mkdir -p "$2"
  awk -F, -v OFS=, 'NR > 1 { for (i = 6; i <= NF; i++) $i = sprintf("%.3g", $i) } 1' \
    "$1/predictions.csv" | gzip -9n >"$2/.predictions.tmp"
  mv "$2/.predictions.tmp" "$2/predictions.csv.gz"
}
