"""Credential reports with made-up users, the same ones each time."""

import datetime
import random

HEADER = ",".join(
    [
        *("user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed"),
        *("password_next_rotation", "mfa_active"),
        *(
            f"access_key_{slot}_{what}"
            for slot in "12"
            for what in ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
        ),
        *("cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"),
    ]
)
NO_KEY = "false,N/A,N/A,N/A,N/A"
ROOT = (
    "<root_account>,arn:aws:iam::111122223333:root,2024-01-02T03:04:05Z,true,no_information,"
    f"2024-01-02T03:04:05Z,not_supported,true,{NO_KEY},{NO_KEY},false,N/A,false,N/A"
)


def write(path, users):
    """Nine in ten have a key, of any age up to 500 days; one in twenty-five has two Active ones."""
    luck = random.Random(users)
    now = datetime.datetime.now(datetime.timezone.utc)

    def ago(days):
        at = now - datetime.timedelta(days=days, seconds=luck.randrange(86400))
        return at.strftime("%Y-%m-%dT%H:%M:%SZ")

    def key():
        age = luck.randrange(5, 500)
        used = ago(min(age - 1, luck.choice([0, 0, 1, 2, 9, 30, 60])))
        return f"true,{ago(age)}," + (f"{used},eu-central-1,s3" if luck.random() < 0.9 else "N/A,N/A,N/A")

    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{HEADER}\n{ROOT}")
        for number in range(users):
            name = f"billing-exporter-{number:06}"
            first = key() if luck.random() < 0.9 else NO_KEY
            second = key() if luck.random() < 0.04 else NO_KEY
            file.write(
                f"\n{name},arn:aws:iam::111122223333:user/service/{name},2024-06-01T00:00:00Z,false,N/A,N/A,N/A,false,"
                f"{first},{second},false,N/A,false,N/A"
            )
    return path
