#!/bin/sh
# Installs what ./verify -Pdist judges the packages by, on Debian, as root: shells, renderers of the
# manual, and readers of images that others wrote.
set -eu
apt-get update
apt-get install -y --no-install-recommends \
  bash zsh fish man-db groff mandoc skopeo umoci busybox-static binutils ruby curl
