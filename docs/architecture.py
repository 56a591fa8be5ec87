"""The picture of docs/architecture.md, made from the imports: `python docs/architecture.py` writes docs/architecture.svg.

A box is a folder, or the files of a room that lie in none. An arrow says "imports"; one that follows from others is left out.
"""

from pathlib import Path

import grimp

PICTURE = Path(__file__).with_suffix(".svg")
#: what a box says below its name; a file that lies in no folder belongs to the box of its room
BOXES = {
    "verify/commands": "one file a command",
    "verify/attack": "problems that break claims",
    "verify/studies": "one folder a question",
    "verify/report": "report.json and its views",
    "verify/decide": "claim and problem -> verdicts",
    "verify/simulate": "experiment -> records",
    "problems": "problem files, families, certify",
    "theory/audit": "all proofs put to the provers",
    "theory/graph": "statuses along a proof",
    "theory/conform": "what added files must pass",
    "theory/sources": "formulas changed at source",
    "theory/weaker": "repairs that ask less",
    "theory": "letters, units, Claim, Step",
    "theory/papers": "statements and proofs",
    "theory/derive": "best parameters",
    "theory/worst": "worst functions",
    "theory/prove": "how a step is decided",
    "theory/algorithms": "one file an algorithm",
    "theory/kernel": "proofs in Coq",
    "theory/outside": "folders of one's own",
}
COLUMN = {"theory": 0, "problems": 2, "verify": 3}
COLOUR = {"verify": "#dbe7f5", "problems": "#e4f0dc", "theory": "#f7e6d4"}
WIDE, HIGH, ACROSS, DOWN, EDGE = 200, 42, 44, 30, 30


def box_of(module: str) -> str:
    """The box of a module."""
    folders = module.split(".")[:2]
    return next((name for name in ("/".join(folders), folders[0]) if name in BOXES), "")


def imports() -> set[tuple[str, str]]:
    """(importer, imported) of different boxes."""
    graph = grimp.build_graph("theory", "problems", "verify", exclude_type_checking_imports=True, cache_dir=None)
    found = {
        (box_of(module), box_of(other)) for module in graph.modules for other in graph.find_modules_directly_imported_by(module)
    }
    return {(one, other) for one, other in found if one and other and one != other}


def reached(arrows: set[tuple[str, str]], start: str) -> set[str]:
    """Every box that can be reached from one."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        new = {other for one, other in arrows if one == here} - found
        found |= new
        waiting += sorted(new)
    return found


def levels(arrows: set[tuple[str, str]]) -> dict[str, int]:
    """How far above the lowest box each one lies; boxes that import each other lie on one level."""
    below = {name: reached(arrows, name) for name in BOXES}

    def level(name: str) -> int:
        return max((level(other) + 1 for other in below[name] if name not in below[other]), default=0)

    return {name: level(name) for name in BOXES}


def shown(arrows: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arrows that do not follow from others."""
    return sorted(a for a in arrows if a[1] not in reached(arrows - {a}, a[0]) or (a[1], a[0]) in arrows)


def places(arrows: set[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """The upper left corner of every box."""
    height = levels(arrows)
    place: dict[str, tuple[float, float]] = {}
    for name in sorted(BOXES):
        x, y = (
            EDGE + COLUMN[name.partition("/")[0]] * (WIDE + ACROSS),
            EDGE + (max(height.values()) - height[name]) * (HIGH + DOWN),
        )
        while (x, y) in place.values():
            x += WIDE + ACROSS
        place[name] = (x, y)
    return place


def svg() -> str:
    """The picture."""
    arrows = imports()
    place = places(arrows)
    wide = max(x for x, _ in place.values()) + WIDE + EDGE
    high = max(y for _, y in place.values()) + HIGH + EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" font-family="sans-serif">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
        f'<rect width="{wide:g}" height="{high:g}" fill="white"/>',
    ]
    for one, other in shown(arrows):
        (x, y), (to_x, to_y) = place[one], place[other]
        if to_x == x and to_y - y > HIGH + DOWN:  # around the boxes between them
            aside = x - ACROSS / 2
            path = f"M{x:g} {y + HIGH / 2:g}C{aside:g} {y + HIGH:g} {aside:g} {to_y:g} {x:g} {to_y + HIGH / 2:g}"
        else:
            start = (x + WIDE / 2, y + HIGH) if to_x == x else (x if to_x < x else x + WIDE, y + HIGH / 2)
            end = to_x + WIDE * (0.5 if to_x == x else 0.85 if to_x < x else 0.15)
            path = f"M{start[0]:g} {start[1]:g}L{end:g} {to_y:g}"
        lines.append(f'<path d="{path}" fill="none" stroke="#555" marker-end="url(#tip)"/>')
    for name, (x, y) in sorted(place.items()):
        colour = COLOUR[name.partition("/")[0]]
        lines.append(f'<rect x="{x:g}" y="{y:g}" width="{WIDE}" height="{HIGH}" rx="5" fill="{colour}" stroke="#555"/>')
        middle = f'x="{x + WIDE / 2:g}" text-anchor="middle"'
        lines.append(f'<text {middle} y="{y + 18:g}" font-size="13" font-weight="bold">{name}</text>')
        lines.append(f'<text {middle} y="{y + 33:g}" font-size="11">{BOXES[name].replace(">", "&gt;")}</text>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(svg(), encoding="utf-8")
