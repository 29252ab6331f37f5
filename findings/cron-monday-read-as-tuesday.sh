#!/bin/sh
# Cron libraries take AWS's six fields without complaint and read a rotation on Mondays as one on Tuesdays.
#
# Version: croniter 7.0.0, cron-descriptor 2.2.1 (Python), cronstrue 3.39.0, cron-parser 5.10.6 (Node).
# Guess:   "0 4 ? * 2 *", which is Monday 04:00 in a schedule of Secrets Manager or EventBridge (SUN is 1), is refused
#          for its question mark or its sixth field, or is read as Monday.
# Seen:    all four take it. Three say Tuesday; to croniter the sixth field is the seconds, so that it fires 60 times
#          in that minute; to cron-parser the first field is the seconds, so that it fires hourly, each day of February.
# Why:     these libraries draw the "next rotation" in dashboards and reviews. Written as MON the day is right in three
#          of them, and cron-parser refuses it: in schedules of rotations, write days by name.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv" || exit 2
"$work/venv/bin/pip" -q install croniter==7.0.0 cron-descriptor==2.2.1 || exit 2
(cd "$work" && npm install --silent --no-fund --no-audit cronstrue@3.39.0 cron-parser@5.10.6) || exit 2

cat >"$work/read.mjs" <<'NODE'
import cronstrue from 'cronstrue';
import { CronExpressionParser } from 'cron-parser';

for (const day of ['2', 'MON']) {
  const expression = `0 4 ? * ${day} *`;
  let times;
  try {
    const next = CronExpressionParser.parse(expression, { currentDate: '2026-11-30T12:00:00Z', tz: 'UTC' });
    times = `${next.next().toISOString()} ${next.next().toISOString()}`;
  } catch (refusal) {
    times = 'refused';
  }
  console.log(`${expression} | cronstrue: ${cronstrue.toString(expression)} | cron-parser: ${times}`);
}
NODE
{
  (cd "$work" && node read.mjs)
  "$work/venv/bin/python" - <<'PYTHON'
from datetime import datetime

from cron_descriptor import get_description
from croniter import croniter

for day in ("2", "MON"):
    expression = f"0 4 ? * {day} *"
    next_times = croniter(expression, datetime(2026, 11, 30, 12))
    times = " ".join(next_times.get_next(datetime).strftime("%a %H:%M:%S") for _ in range(2))
    print(f"{expression} | cron-descriptor: {get_description(expression)} | croniter: {times}")
PYTHON
} | tee "$work/seen"
cat >"$work/stated" <<'STATED'
0 4 ? * 2 * | cronstrue: At 04:00 AM, only on Tuesday | cron-parser: 2027-02-01T00:04:00.000Z 2027-02-01T01:04:00.000Z
0 4 ? * MON * | cronstrue: At 04:00 AM, only on Monday | cron-parser: refused
0 4 ? * 2 * | cron-descriptor: At 04:00 AM, only on Tuesday | croniter: Tue 04:00:00 Tue 04:00:01
0 4 ? * MON * | cron-descriptor: At 04:00 AM, only on Monday | croniter: Mon 04:00:00 Mon 04:00:01
STATED
cmp -s "$work/stated" "$work/seen" || exit 1
