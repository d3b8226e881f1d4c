#!/bin/sh
# Sets up what is missing: JBang and a JDK 25, Jupyter with its Java kernel in environment/venv, and
# the library in build/mer4j.jar. Nothing outside this checkout is changed but the download caches of
# Maven, JBang and pip in the home folder. Safe to run again: what is there already is left alone.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/common.sh"

case "${1:-}" in
"") ;;
-h | --help)
  say "usage: environment/setup.sh" "Sets up what is missing; run it again at any time."
  exit 0
  ;;
*)
  say "setup.sh: takes no arguments, not $1" >&2
  exit 2
  ;;
esac

use_utf8
mkdir -p "$tools" "$root/build" 2>/dev/null || fail "cannot write to $root" "Use a checkout of your own."
did=false

# --- 1. A JDK 25 and JBang -----------------------------------------------------------------------
jbang_is_here() {
  [ -f "$tools/jbang-cli-$JBANG_VERSION.jar" ] || [ -f "$tools/jbang-launcher.sh" ] ||
    [ -x "$(cat "$tools/installed-jbang" 2>/dev/null)" ]
}
if ! find_jdk || ! jbang_is_here; then
  did=true
  say "1 of 4  JDK 25 and JBang"
  "$here/jbang" version >/dev/null || fail "JBang or a JDK 25 is missing" "The lines above say why."
  find_jdk || fail "JBang installed a JDK 25 but it was not found" "Set JAVA_HOME to it."
  say "        Java: $JAVA_HOME"
fi

# --- 2. Jupyter and the Java kernel --------------------------------------------------------------
wanted=$(cat "$here/requirements.txt" "$here/constraints.txt" | digest)
stamp="$venv/.mer4j"
# The folder's own path is part of the stamp: a virtual environment does not survive a move.
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted $venv" ]; then
  did=true
  say "2 of 4  Jupyter and the Java kernel (a Python virtual environment in environment/venv)"
  python=
  for candidate in "${PYTHON:-}" python3 python python3.14 python3.13 python3.12 python3.11 python3.10; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      python=$candidate
      break
    fi
  done
  [ -n "$python" ] || fail "no Python 3.10 or newer found" "Install one, or set PYTHON to its command."
  rm -rf "$venv"
  "$python" -m venv "$venv" >"$tools/venv.log" 2>&1 || {
    rm -rf "$venv"
    fail "Python cannot make a virtual environment (log: $tools/venv.log)" \
      "On Debian and Ubuntu: apt install python3-venv"
  }
  set --
  if "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    set -- -c "$here/constraints.txt"
  fi
  say "        downloading and installing about 90 Python packages (a minute or two) ..."
  (
    "$venv/bin/python" -m pip install --disable-pip-version-check --no-input \
      -r "$here/requirements.txt" "$@" 2>&1 || echo "pip failed"
  ) | tee "$tools/pip.log" |
    awk '/^Collecting/ { n++; if (n % 30 == 0) { print "        " n " packages"; fflush() } }
         /^Installing/ { print "        unpacking"; fflush() }'
  if grep -q '^pip failed$' "$tools/pip.log"; then
    grep -E '^ERROR|^error' "$tools/pip.log" | head -3 >&2
    fail "the Python packages could not be installed (log: $tools/pip.log)" \
      "Check the network (pip needs it, or a mirror in its configuration), then run this again."
  fi
  echo "$wanted $venv" >"$stamp"
fi

# --- 3. The kernel's settings --------------------------------------------------------------------
kernel="$venv/share/jupyter/kernels/java"
[ -f "$kernel/jjava.jar" ] || {
  rm -f "$stamp"
  fail "the Java kernel is not complete: no $kernel/jjava.jar" "Run this again to install it anew."
}
settings=$(sed -e "s|@JAVA_HOME@|$JAVA_HOME|g" -e "s|@LC_ALL@|$(utf8_locale)|g" \
  "$here/kernel.json.template")
if [ "$(cat "$kernel/kernel.json")" != "$settings" ]; then
  did=true
  say "3 of 4  the kernel's settings (Java 25, vector instructions, memory)"
  printf '%s\n' "$settings" >"$kernel/kernel.json"
fi

# --- 4. The library ------------------------------------------------------------------------------
sources=$(cd "$root/jbang-scripts" && find mer4j -type f | LC_ALL=C sort | while read -r f; do
  echo "$f"
  cat "$f"
done | digest)
state="$root/build/mer4j.digest"
if [ "$(cat "$state" 2>/dev/null)" != "$sources" ] || ! [ -f "$root/build/mer4j.jar" ]; then
  did=true
  say "4 of 4  the library in build/mer4j.jar"
  repository="$HOME/.m2/repository"
  [ -d "$repository/org/nd4j/nd4j-native" ] ||
    say "        downloading Java libraries into $repository (300 MB, once; some minutes) ..."
  new="$root/build/new"
  rm -rf "$new"
  mkdir -p "$new"
  "$here/jbang" export portable --force -O "$new/mer4j.jar" "$root/jbang-scripts/mer4j/Mer4j.java" \
    >"$tools/library.log" 2>&1 &
  job=$!
  # shellcheck disable=SC2064
  trap "kill $job 2>/dev/null" INT TERM
  seconds=0
  while kill -0 $job 2>/dev/null; do
    sleep 1
    seconds=$((seconds + 1))
    [ $((seconds % 15)) -ne 0 ] ||
      say "        $seconds s, $(du -sm "$repository" 2>/dev/null | cut -f 1) MB in $repository"
  done
  trap - INT TERM
  if ! wait $job || ! [ -f "$new/mer4j.jar" ]; then
    grep -iE 'error|could not' "$tools/library.log" | head -8 >&2
    fail "the library could not be built (log: $tools/library.log)" \
      "If a download failed, check the network and run this again; it goes on where it stopped."
  fi
  # Renamed into place: a notebook that has the old one open keeps it.
  rm -rf "$root/build/old"
  mkdir "$root/build/old"
  for part in mer4j.jar lib; do
    [ ! -e "$root/build/$part" ] || mv "$root/build/$part" "$root/build/old/"
    mv "$new/$part" "$root/build/"
  done
  rm -rf "$root/build/old" "$new"
  echo "$sources" >"$state"
fi

version=$("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -1)
if [ $did = true ]; then
  say "Set-up done: Java $version, JBang, Jupyter (environment/venv), library (build/mer4j.jar)."
else
  say "Set-up is complete, nothing to do: Java $version, JBang, Jupyter, library."
fi
