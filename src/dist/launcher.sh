#!/bin/sh
# Runs the installed Keyturn: keyturn COMMAND … (keyturn --help lists them)
#
# It has a Java runtime of its own in lib/runtime, and an AOT cache that this runtime made for this
# jar, with which the JVM starts in about half the time. The three belong together.
#
#   KEYTURN_JAVA_OPTS  further options for the JVM
set -eu

# The folder of this file, through symbolic links: keyturn may be linked into a bin folder.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *)
      # As in "sh keyturn": a name without a slash is in this folder, and so is what it links to.
      case $self in
        */*) self=${self%/*}/$link ;;
        *) self=$link ;;
      esac
      ;;
  esac
done
case $self in
  */*) here=${self%/*} here=${here:-/} ;;
  *) here=. ;;
esac
lib=$(CDPATH='' cd -- "$here/../lib" && pwd)

# Both are named by the jar's hash, so that files of two versions cannot be taken for a pair.
jar=$lib/keyturn-@NAME@.jar
cache=$lib/keyturn-@NAME@.aot

# sealed: whether the jar is the one that the cache was made for; with another, the JVM would run the
# classes of before (JDK-8377932). Both were packed with one time: as long as they have it, nobody has
# put another there. Where the times were lost on the way, the jar's hash tells.
sealed() {
  [ -r "$cache" ] || return 1
  [ "$jar" -nt "$cache" ] || [ "$cache" -nt "$jar" ] || return 0
  hash=$({ sha256sum "$jar" 2>/dev/null || shasum -a 256 "$jar" 2>/dev/null; } | cut -c1-64)
  [ "$hash" = @SHA256@ ]
}

# These live longer: there it pays to compile what is called two hundred times, and lists want room.
case ${1:-} in
  run | audit | simulate) longer='-XX:CompileThresholdScaling=1 -Xmn16m -XX:SurvivorRatio=2' ;;
  *) longer= ;;
esac

# From the last option to the first, as each is put in front.
set -- -cp "$jar" dev.keyturn.app.cli.Main "$@"

# Java cannot ask whether standard error is a terminal, nor how wide one is.
terminal=
[ -t 1 ] && terminal=out
[ -t 2 ] && terminal=$terminal,err
if [ -n "$terminal" ]; then
  size=$(stty size 2>/dev/null </dev/tty) || size=
  [ -n "${size#* }" ] && set -- -Dkeyturn.columns="${size#* }" "$@"
fi
set -- -Dkeyturn.launcher=installed -Dkeyturn.terminal="$terminal" "$@"

if sealed; then
  # A cache that the JVM does not take, it leaves; that is not for a person to read.
  set -- -XX:AOTCache="$cache" -Xlog:aot=off -Xlog:cds=off "$@"
fi

# Options are words without blanks, and are to be split, and nothing more: they are no file names.
set -f
# shellcheck disable=SC2086
exec "$lib/runtime/bin/java" @OPTIONS@ $longer ${KEYTURN_JAVA_OPTS:-} "$@"
