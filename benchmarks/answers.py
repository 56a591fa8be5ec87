"""Answers of long passes: each is a line of a file as soon as it is there, and what stands there is not asked again."""

import json
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent / "results"


class Answers:
    """Answers by the fingerprint of the question, which tells all that decides the answer; a torn line counts as none."""

    def __init__(self, name: str, folder: Path = FOLDER) -> None:
        folder.mkdir(exist_ok=True)
        self.path, self.found = folder / f"{name}.jsonl", dict[str, str]()
        for line in self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else ():
            try:
                key, answer = json.loads(line)
            except ValueError:
                continue
            self.found[key] = answer

    def of(self, key: str, ask: Callable[[], str]) -> str:
        """The answer kept under the key, or else the one to be had by asking."""
        if key not in self.found:
            self.found[key] = ask()
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n" + json.dumps([key, self.found[key]]))  # first, so that it ends a torn line
        return self.found[key]
