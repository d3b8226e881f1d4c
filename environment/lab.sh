#!/bin/sh
# Sets up what is missing and opens JupyterLab on the notebooks; arguments go to "jupyter lab".
#   environment/lab.sh
#   environment/lab.sh --no-browser --port 8899
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/common.sh"
case "${1:-}" in
-h | --help)
  sed -n 's/^# \{0,1\}//p' "$0"
  exit 0
  ;;
esac
"$here/setup.sh"
use_utf8
export MER4J_HOME="$root" # the notebooks are of this checkout
# The environment's own kernels come before those of the home folder.
export JUPYTER_PREFER_ENV_PATH=1
mkdir -p "$root/notebooks"
[ "$(id -u)" -ne 0 ] || set -- --allow-root "$@"
exec "$venv/bin/python" -m jupyter lab --notebook-dir="$root/notebooks" "$@"
