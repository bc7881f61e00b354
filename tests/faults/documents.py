"""A folder of invented documents that change, each version telling in every paragraph what it is."""

import random
from pathlib import Path


class Folder:
    """Documents by file name, with every version there has ever been of each.

    Attributes:
        path: The folder.
        now: The version of each file that is there.
        ever: The paragraphs of every version of every file.
    """

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self.now: dict[str, int] = {}
        self.ever: dict[tuple[str, int], tuple[str, ...]] = {}
        self._chance = chance
        self._made = 0
        path.mkdir()

    def add(self, count: int) -> None:
        """New files."""
        for _ in range(count):
            self._made += 1
            self._write(f"note-{self._made:03}.md", 1)

    def replace(self, count: int) -> None:
        """Another version of some files."""
        for name in self._some(count):
            self._write(name, self.now[name] + 1)

    def delete(self, count: int) -> list[Path]:
        """Some files are gone."""
        names = self._some(count)
        for name in names:
            (self.path / name).unlink()
            del self.now[name]
        return [self.path / name for name in names]

    def _some(self, count: int) -> list[str]:
        return self._chance.sample(sorted(self.now), min(count, len(self.now) - 1))

    def _write(self, name: str, version: int) -> None:
        stem = name.removesuffix(".md")
        paragraphs = tuple(
            f"Paragraph {number} of {stem} in version {version} says that lamp {number} is lit."
            for number in range(1, self._chance.randint(3, 30))
        )
        self.now[name] = version
        self.ever[name, version] = paragraphs
        numbered = "\n\n".join(f"{number}. {text}" for number, text in enumerate(paragraphs, 1))
        (self.path / name).write_text(f"# {stem}, version {version}\n\n{numbered}\n", encoding="utf-8")
