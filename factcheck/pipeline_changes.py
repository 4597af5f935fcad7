"""What a change in git adds: the articles that are new or changed since a revision, and how they stood then."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePath

from factcheck.archive import content_digest
from factcheck.errors import InputError
from factcheck.model import Article, NotChecked
from factcheck.readers import SIDECAR_NAME, read_articles
from factcheck.readers.folder import NO_ARTICLE

# Names on one command line; systems allow far more bytes than these take.
NAMES_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Changes:
    """articles: new or changed, as they are now. before: those of them that were there, as they stood, with today's ids.
    others: how many more articles the paths hold, unchanged or ignored by git."""

    articles: tuple[Article, ...]
    before: tuple[Article, ...]
    not_checked: tuple[NotChecked, ...]
    others: int


def changed_since(
    revision: str,
    paths: Sequence[str | Path],
    *,
    sidecar: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Changes:
    """The articles under `paths` that the files at hand, committed or not, add to or change from the git revision.

    A changed sidecar changes the articles of which it says something else. Files that git ignores are left out. Raises
    InputError when the working directory is in no git repository, git is not installed, or there is no such revision.
    """
    top = Path(_git("rev-parse", "--show-toplevel", what="not inside a git repository").decode().rstrip("\n"))
    commit = _resolve(revision, top)
    held = set(_names(_git("ls-tree", "-r", "-z", "--name-only", commit, cwd=top)))
    at_hand = [path for path in paths if not _is_gone(path, top, held)]
    articles, not_checked = read_articles(at_hand, sidecar=sidecar, columns=columns)
    changed, moved = _changes(commit, top)
    changed.update(_names(_git("ls-files", "-z", "--others", "--exclude-standard", cwd=top)))
    places = {article.id: _place(article.path, top) for article in articles}
    tables = [PurePath(name).parent for name in changed if PurePath(name).name == SIDECAR_NAME]
    everywhere = sidecar is not None and _place(sidecar, top) in changed
    touched = [
        article
        for article in articles
        if _file(place := places[article.id], changed)
        or (place and (everywhere or any(PurePath(place).is_relative_to(folder) for folder in tables)))
    ]
    before = _as_it_stood(commit, top, held, moved, paths, sidecar, touched, places, columns)
    fresh = [
        article
        for article in touched
        if article.id not in before or content_digest(before[article.id]) != content_digest(article)
    ]
    ids = {article.id for article in fresh}
    older = tuple(article for id_, article in sorted(before.items()) if id_ in ids)
    # A folder without articles is no fault here: a change may have taken the last away, or the first is still to come.
    told = tuple(item for item in not_checked if not item.reason.startswith(NO_ARTICLE))
    return Changes(tuple(fresh), older, told, len(articles) - len(fresh))


def _resolve(revision: str, top: Path) -> str:
    """The commit that a revision names; the tree without files for what stands before the first commit.

    That is what CI services write as noughts for the state before a first push, and HEAD in a repository without commits.
    """
    empty = _git("hash-object", "-t", "tree", "--stdin", cwd=top).decode().strip()
    if revision == empty or (len(revision) == len(empty) and not revision.strip("0")):
        return empty
    if revision in ("HEAD", "@") and not _git("rev-list", "--all", "--max-count=1", cwd=top):
        return empty
    return _git(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}",
        what=f"no revision '{revision}' in this repository (a shallow clone may lack it)",
    ).decode().strip()  # fmt: skip


def _as_it_stood(
    commit: str,
    top: Path,
    held: set[str],
    moved: Mapping[str, str],
    paths,
    sidecar,
    touched: Sequence[Article],
    places,
    columns,
) -> dict[str, Article]:
    """The touched articles that the commit `held`, by today's id; `moved` ones at today's place."""
    files = {_file(places[article.id], held | moved.keys()) for article in touched} - {""}
    wanted = {moved.get(name, name) for name in files}
    if not wanted:
        return {}
    tables = {name for name in held if PurePath(name).name == SIDECAR_NAME}
    aside = _place(sidecar, top) if sidecar is not None else ""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        _write_files(commit, top, sorted(wanted | tables | ({aside} & held)), root)
        for new in sorted(files & moved.keys()):
            (root / new).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / moved[new], root / new)
        given = [root / place for path in paths if (place := _place(path, top)) and (root / place).exists()]
        articles, _ = read_articles(given, sidecar=root / aside if aside in held else sidecar, columns=columns)
        found = [(_place(article.path, root), article) for article in articles]
    # A file of one article is known by its path, a record of JSON Lines by path and id.
    alone = {place for place, n in Counter(place for place, _ in found).items() if n == 1}
    then = {(place, "" if place in alone else article.id): article for place, article in found}
    now = Counter(places[article.id] for article in touched)
    before = {}
    for article in touched:
        place = places[article.id]
        old = then.get((place, article.id)) or (then.get((place, "")) if now[place] == 1 else None)
        if old is not None:
            before[article.id] = replace(old, id=article.id, path=article.path)
    return before


def _changes(commit: str, top: Path) -> tuple[set[str], dict[str, str]]:
    """The files that were added or changed since the commit, and of those that are a file of it moved where that stood."""
    told = deque(_names(_git("diff", "--name-status", "-z", "--find-renames", "--diff-filter=AMTR", commit, cwd=top)))
    changed: set[str] = set()
    moved: dict[str, str] = {}
    while told:
        status, name = told.popleft(), told.popleft()
        if status.startswith("R"):
            old, name = name, told.popleft()
            moved[name] = old
        changed.add(name)
    return changed, moved


def _is_gone(path: str | os.PathLike, top: Path, held: Collection[str]) -> bool:
    """Whether a file or folder that the commit `held` is there no longer: a change that takes all articles away."""
    place = _place(path, top)
    return bool(place) and not os.path.lexists(path) and any(f"{name}/".startswith(f"{place}/") for name in held)


def _write_files(commit: str, top: Path, names: Sequence[str], root: Path) -> None:
    for start in range(0, len(names), NAMES_AT_ONCE):
        literal = [f":(literal){name}" for name in names[start : start + NAMES_AT_ONCE]]
        packed = _git("archive", "--format=tar", commit, "--", *literal, cwd=top)
        with tarfile.open(fileobj=BytesIO(packed)) as files:
            files.extractall(root, filter="data")


def _place(path: str | os.PathLike, top: Path) -> str:
    """The path from the top of the repository with slashes; blank when it lies outside."""
    real = Path(os.path.realpath(path))
    return real.relative_to(top).as_posix() if real.is_relative_to(top) else ""


def _file(place: str, names: Collection[str]) -> str:
    """The one of `names` in which the article at `place` stands: its file, or the ZIP that holds it; blank when none is."""
    above = () if place in names else (parent.as_posix() for parent in PurePath(place).parents)
    return next((name for name in (place, *above) if name in names), "")


def _names(output: bytes) -> Iterator[str]:
    return (os.fsdecode(name) for name in output.split(b"\0") if name)


def _git(*arguments: str, cwd: Path | None = None, what: str = "git failed") -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    except FileNotFoundError:
        raise InputError("--changed-since needs git, which is not installed") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip()
        raise InputError(f"--changed-since: {what}" + (f" ({reason})" if reason else ""))
    return done.stdout
