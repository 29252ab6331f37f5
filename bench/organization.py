"""A pass over an organization from one machine, on the simulator: AWS calls, time, peak memory, and what the pace of IAM allows.

bench/run --organization [ACCOUNTS/SECRETS] starts it.
"""

import sys
import tempfile

from passes import Account, await_cache, row

WORDS = ["run", "--organization", "--role", "keyturn", "--exclude", "111111111111"]

MEBIBYTES = 300

# Accounts that are worked in at once by default, of so many secrets each that what may be asked at once is soon used up.
PACED_ACCOUNTS, PACED_SECRETS = 8, 300

# IAM's reads in an account, a second lastingly, and so many at once: the defaults of --reads-per-second.
A_SECOND, AT_ONCE = 10, 200
LEAST = 0.9


def measured(accounts, secrets, *arguments):
    """A pass over so many accounts of so many secrets; with `iam`, the reads of IAM in the account that had most."""
    organization = Account("process.OrganizationBench", accounts, secrets)
    try:
        with tempfile.TemporaryDirectory() as folder:
            await_cache(organization, folder)
            return organization.keyturn(folder, *WORDS, *arguments)
    finally:
        organization.close()


def main():
    wanted = next((word for word in sys.argv[1:] if "/" in word), "1000/20")
    accounts, secrets = map(int, wanted.split("/"))
    print("| `run --organization` over | AWS calls | at most | wall | CPU | peak memory |\n|---|---|---|---|---|---|")
    many = measured(accounts, secrets)
    row(f"{accounts:,} accounts of {secrets} secrets, nothing due", many, f"{MEBIBYTES} MiB")
    paced = measured(PACED_ACCOUNTS, PACED_SECRETS, "--all-closely")
    row(f"{PACED_ACCOUNTS} accounts of {PACED_SECRETS} secrets, `--all-closely`", paced, "")
    allowed = (paced["more"] - AT_ONCE) / A_SECOND
    reached = allowed / paced["wall"]
    print(
        f"{paced['more']} reads of IAM in an account take {allowed:.1f} s at the pace of IAM: "
        f"{reached:.2f} of what it allows (at least {LEAST})"
    )
    if many["peak"] > MEBIBYTES or reached < LEAST:
        sys.exit("bench: beyond what is allowed")


if __name__ == "__main__":
    main()
