#!/bin/sh
# Sets up what is missing, then runs all tests (layout of the sources, units, scripts, notebooks).
#   environment/test.sh                       all
#   environment/test.sh StftTest SplitsTest   those classes
# The last line is "N passed, N failed, N skipped"; exit code 0 if none failed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
case "${1:-}" in
-h | --help)
  sed -n 's/^# \{0,1\}//p' "$0"
  exit 0
  ;;
esac
"$here/setup.sh"
unset MER4J_HOME # the tests are of this checkout
echo "Running the tests ..."
exec "$here/jbang" "$here/../jbang-scripts/test.java" "$@" </dev/null
