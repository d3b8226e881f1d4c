# Shared by the commands of this folder, which read it with "."; POSIX sh.
# shellcheck shell=sh disable=SC2034,SC2154
# Wants $here: the absolute path of this folder.

JBANG_VERSION=0.132.1
JBANG_SHA256=f977075849cff866f45b27997f5671ab8a336a5dd3cf9e702b3479128338f3a7

root=$(dirname "$here")
tools="$here/tools"
venv="$here/venv"

say() { printf '%s\n' "$*"; }

# fail MESSAGE [WHAT TO DO]
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  [ $# -lt 2 ] || printf '  %s\n' "$2" >&2
  exit 1
}

# A full JDK (with its compiler), version 25 or newer.
is_jdk25() {
  [ -x "$1/bin/javac" ] &&
    "$1/bin/java" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])'
}

# Sets and exports JAVA_HOME if a JDK 25 is on this machine; JBang itself looks at JAVA_HOME and
# PATH only, so one that lies in the system's folder beside an older default would not be found.
find_jdk() {
  on_path=$(command -v java || true)
  [ -z "$on_path" ] || on_path=$(dirname "$(dirname "$(readlink -f "$on_path" || echo "$on_path")")")
  for candidate in "${JAVA_HOME:-}" "$on_path" \
    "${on_path:+$(dirname "${on_path:-/}")}"/*25* \
    /usr/lib/jvm/*25* /usr/lib64/jvm/*25* /usr/java/*25* /opt/java/*25* /opt/java/openjdk /opt/jdk*25* \
    "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*25*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${JBANG_DIR:-$HOME/.jbang}"/cache/jdks/25* "${JBANG_DIR:-$HOME/.jbang}"/currentjdk; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

# The machine's name in the terms of the native libraries.
native_platform() {
  case "$(uname -s)" in
  Darwin) os=macosx ;;
  MINGW* | MSYS* | CYGWIN*) os=windows ;;
  *) os=linux ;;
  esac
  case "$(uname -m)" in
  arm64 | aarch64) cpu=arm64 ;;
  *) cpu=x86_64 ;;
  esac
  echo "$os-$cpu"
}

# A locale that is on every machine of its kind.
utf8_locale() {
  if [ "$(uname -s)" = Darwin ]; then echo en_US.UTF-8; else echo C.UTF-8; fi
}

# File names with accents can only be read under a UTF-8 locale.
use_utf8() {
  case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
  *)
    LC_ALL=$(utf8_locale)
    export LC_ALL
    ;;
  esac
}

# sha256 of standard input
digest() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}
