"""`keyturn audit` beside Prowler's checks of access keys, live, on one simulated account.

bench/run --auditors [USERS] starts it; Prowler comes with ./verify -Pauditors (1.4 GB in target/venv-auditors).
"""

import json
import os
import subprocess
import sys
import tempfile

from passes import HERE, ROOT, Account, await_cache

USERS = 2_000
CHECKS = (
    "iam_rotate_access_key_90_days",
    "iam_user_accesskey_unused",
    "iam_user_two_active_access_key",
    "iam_no_root_access_key",
)
FOUND_FAILURES = (3, 7)  # Prowler's exit code, and ours.
WALL, CALLS = 1 / 10, 1 / 50
PROWLER = os.path.join(ROOT, "target", "venv-auditors", "bin", "prowler")


def measured(account, folder, *command):
    account.calls()
    result = os.path.join(folder, "result")
    ended = subprocess.run(
        [sys.executable, "-I", "-S", os.path.join(HERE, "measure.py"), result, *command],
        cwd=folder, env={**account.env, "HOME": folder, "XDG_CACHE_HOME": folder},
        capture_output=True, text=True, check=False,
    )
    if ended.returncode not in FOUND_FAILURES:
        sys.exit(f"bench: {command[0]} ended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    with open(result, encoding="ascii") as file:
        return {**json.load(file), "calls": account.calls()}


def main():
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    users = numbers[0] if numbers else USERS
    if not os.access(PROWLER, os.X_OK):
        sys.exit("bench: there is no Prowler; ./verify -Pauditors installs it into target/venv-auditors.")
    account = Account("app.cli.AuditBench", users)
    try:
        with tempfile.TemporaryDirectory() as folder:
            await_cache(account, folder)
            ours = measured(account, folder, os.path.join(ROOT, "keyturn"), "audit")
            out = ("--region", "us-east-1", "-M", "csv", "-b", "--no-color", "-o", folder, "-F", "prowler")
            theirs = measured(account, folder, PROWLER, "aws", "-c", *CHECKS, *out)
    finally:
        account.close()
    print(f"| live, {users:,} users | wall | CPU | peak memory | AWS calls |\n|---|---|---|---|---|")
    for name, it in (("`keyturn audit`", ours), ("Prowler, four checks", theirs)):
        print(f"| {name} | {it['wall']:.1f} s | {it['cpu']:.1f} s | {it['peak']:.0f} MiB | {it['calls']:,} |")
    wall, calls = (ours[field] / theirs[field] for field in ("wall", "calls"))
    print(f"| ratio, and what is allowed | {wall:.3f}, {WALL} | | | {calls:.4f}, {CALLS} |")
    if wall > WALL or calls > CALLS:
        sys.exit("bench: beyond what is allowed")


if __name__ == "__main__":
    main()
