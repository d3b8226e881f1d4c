#!/bin/sh
# Lays out all Java sources with google-java-format and prints the files that changed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
exec "$here/jbang" "$here/../jbang-scripts/test.java" --format
