#!/bin/sh
# Puts the C library that a Java runtime needs into the root of an image: libc.sh ROOT WORK
#
# It comes from the Debian package that libc.lock names by version and hash, fetched by apt-get into
# WORK and unpacked there; nothing is installed. Where the package is no longer offered, libc.lock is
# to be brought up to date: apt-cache show libc6.
set -eu
root=$1 work=$2

die() {
  printf 'libc.sh: %s\n' "$@" >&2
  exit 1
}

arch=$(dpkg --print-architecture)
line=$(grep " $arch " "${0%/*}/libc.lock") || die "libc.lock has no line for $arch."
# shellcheck disable=SC2086 # Its words, one by one.
set -- $line
package=$1 version=$2 sum=$4
file=${package}_${version}_$arch.deb

mkdir -p "$work"
cd "$work"
if ! [ -r "$file" ]; then
  apt-get download "$package=$version" >fetch.log 2>&1 || {
    cat fetch.log >&2
    die "Debian has no $package $version any more: update libc.lock, from apt-cache show $package."
  }
fi
printf '%s  %s\n' "$sum" "$file" | sha256sum -c --quiet - ||
  die "$file is not the package that libc.lock names: it is not used."
rm -rf unpacked
dpkg-deb -x "$file" unpacked

# What a process of Java loads: the loader, and the libraries by name. The loader's place is fixed in
# each executable; where Debian has it beside the others, the others are found, too.
for loader in unpacked/lib64/ld-linux* unpacked/lib/ld-linux*; do
  [ -L "$loader" ] || continue
  place=$root/${loader#unpacked/}
  mkdir -p "${place%/*}"
  cp "unpacked$(readlink "$loader" | sed 's#^\([^/]\)#/lib/\1#')" "$place"
done
for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_dns.so.2 libnss_files.so.2; do
  for found in unpacked/lib/*/"$name"; do
    place=$root/${found#unpacked/}
    mkdir -p "${place%/*}"
    cp "$found" "$place"
  done
done
mkdir -p "$root/usr/share/doc/libc6"
cp unpacked/usr/share/doc/libc6/copyright "$root/usr/share/doc/libc6/"
