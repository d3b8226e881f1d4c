# One build at a time in JBang's cache, which all checkouts of a user share: JBang writes an archive
# in its place, and a second build would meet half of it. Read with "."; POSIX sh.
# shellcheck shell=sh

lock_seconds="${MER4J_LOCK_SECONDS:-600}" # then go on without: a wait must end
lock_folder="${JBANG_CACHE_DIR:-${JBANG_DIR:-$HOME/.jbang}/cache}"
lock_file="$lock_folder/mer4j-build.lock"
lock_held=''

# builds ARGUMENTS: whether JBang builds a script with these, which $script is then; its other
# commands may run for as long as an editor is open.
builds() {
  for script; do
    case "$script" in
    edit | init | app | jdk | cache | config) return 1 ;;
    *.java) return 0 ;;
    esac
  done
  return 1
}

# lock_waits: says why nothing happens
lock_waits() {
  echo "jbang: another build is going on, waiting for its end ..." >&2
}

# Takes the lock, waiting for it: of file descriptor 9 where there is flock, else a folder.
take_build_lock() {
  mkdir -p "$lock_folder" 2>/dev/null && (: >>"$lock_file") 2>/dev/null || return 0
  if command -v flock >/dev/null; then
    exec 9>>"$lock_file"
    flock -w 5 9 || { lock_waits && flock -w "$lock_seconds" 9; } || exec 9>&-
    return 0
  fi
  waited=0
  until mkdir "$lock_file.d" 2>/dev/null; do
    owner=$(cat "$lock_file.d/owner" 2>/dev/null)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$lock_file.d" # of a process that was killed
    elif [ "$waited" -ge "$lock_seconds" ]; then
      [ -n "$owner" ] || rm -rf "$lock_file.d" # killed before it could say who it was
      return 0
    else
      [ "$waited" -ne 5 ] || lock_waits
      sleep 1
      waited=$((waited + 1))
    fi
  done
  lock_held="$lock_file.d"
  trap release_build_lock EXIT
  trap 'release_build_lock; exit 130' INT
  trap 'release_build_lock; exit 143' TERM
  echo $$ >"$lock_held/owner"
}

release_build_lock() {
  exec 9>&-
  [ -n "$lock_held" ] || return 0
  rm -rf "$lock_held"
  lock_held=''
  trap - EXIT INT TERM
}
