#!/bin/sh
# JMESPath: the query that lists old keys in the AWS CLI finds none of them in another implementation.
#
# Version: jmespath 1.0.1 (Python, the AWS CLI's), jmespath 0.16.0, @metrichor/jmespath 0.3.1 and
#          @jmespath-community/jmespath 1.3.0 (Node).
# Guess:   AccessKeyMetadata[?CreateDate<'2026-09-01'] gives the same keys wherever JMESPath runs: dates are
#          texts there, and in the CLI texts have an order.
# Seen:    the specification orders numbers only. The community implementation keeps to it: the comparison is null
#          and every row drops out, without an error. sort_by on the same dates works in all of them.
# Why:     a check that moves from the CLI into a program says "no key is too old" and stays green for ever.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install jmespath==1.0.1 || exit 2
(cd "$work" && npm install --silent --no-fund --no-audit jmespath@0.16.0 @metrichor/jmespath@0.3.1 \
  @jmespath-community/jmespath@1.3.0) || exit 2

cat >"$work/keys.json" <<'JSON'
{"AccessKeyMetadata": [
  {"UserName": "ci", "Status": "Active", "CreateDate": "2026-10-05T08:00:00Z"},
  {"UserName": "backup", "Status": "Active", "CreateDate": "2026-01-05T08:00:00Z"}
]}
JSON
cat >"$work/search.mjs" <<'NODE'
import { readFileSync } from 'node:fs';

const keys = JSON.parse(readFileSync('keys.json', 'utf8'));
for (const name of ['jmespath', '@metrichor/jmespath', '@jmespath-community/jmespath']) {
  const module = await import(name);
  const search = module.search ?? module.default.search;
  const old = search(keys, "AccessKeyMetadata[?CreateDate<'2026-09-01'].UserName");
  const oldest = search(keys, 'sort_by(AccessKeyMetadata,&CreateDate)[0].UserName');
  console.log(`${name}: older than September ${JSON.stringify(old)}, oldest ${oldest}`);
}
NODE
cd "$work"
{
  "$work/venv/bin/python" - <<'PYTHON'
import json

import jmespath

with open("keys.json") as file:
    keys = json.load(file)
old = jmespath.search("AccessKeyMetadata[?CreateDate<'2026-09-01'].UserName", keys)
oldest = jmespath.search("sort_by(AccessKeyMetadata,&CreateDate)[0].UserName", keys)
print(f"jmespath.py: older than September {json.dumps(old)}, oldest {oldest}")
PYTHON
  node search.mjs
} | tee seen
cat >stated <<'STATED'
jmespath.py: older than September ["backup"], oldest backup
jmespath: older than September ["backup"], oldest backup
@metrichor/jmespath: older than September ["backup"], oldest backup
@jmespath-community/jmespath: older than September [], oldest backup
STATED
cmp -s stated seen || exit 1
