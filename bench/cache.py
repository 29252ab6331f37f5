"""The AOT cache of a launcher, which it makes beside its first start; nothing that is measured before it is there counts."""

import os
import time


def is_trained(start, folder):
    """Starts the launcher once, and waits up to two minutes until `folder` holds its cache; false where there comes none."""
    start()
    for _ in range(1_200):
        names = os.listdir(folder) if os.path.isdir(folder) else []
        if "training" not in names and any(name.endswith(".aot") for name in names):
            return True
        time.sleep(0.1)
    return False
