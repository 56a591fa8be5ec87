"""Writes the transcript in the README: the command shown there is run, and what it prints takes the old one's place.

python -m benchmarks.transcript
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOWN = re.compile(r"(<!-- transcript -->\n```console\n)(.*?)(```\n<!-- /transcript -->)", re.DOTALL)


def printed(line: str) -> str:
    """What `line` ("$ adamw-verify run ... --out FOLDER") prints on standard output; the report goes elsewhere."""
    words = shlex.split(line.removeprefix("$ "))[1:]
    place = words[words.index("--out") + 1]
    with tempfile.TemporaryDirectory() as folder:
        words[words.index("--out") + 1] = folder
        done = subprocess.run([sys.executable, "-m", "verify", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [row.rstrip() for row in done.stdout.replace(folder, place).splitlines()]
    return "\n".join([line, *filter(None, rows)]) + "\n"


def main() -> None:
    """Replace the transcript."""
    page = ROOT / "README.md"
    text = page.read_text(encoding="utf-8")
    found = SHOWN.search(text)
    if found is None:
        raise SystemExit("README.md has no transcript")
    fresh = printed(found.group(2).splitlines()[0])
    page.write_text(text[: found.start(2)] + fresh + text[found.end(2) :], encoding="utf-8")
    print(fresh)


if __name__ == "__main__":
    main()
