"""Rule packs: YAML files of rules, loaded with every fault named by file and line, and explained in plain words.

A pack is a list of entries. An entry names its check, the kinds of claims it looks at, the verdict, the level, the
message and why it matters, with at least one example that is flagged and one that passes:

    - id: running-total-fell
      check: quantity
      kinds: [quantity]
      verdict: conflict
      level: warning
      tolerance: {relative: 0.01}
      message: "{left} in {left_article} is below {right}, printed earlier"
      why: A running total cannot fall.
      examples:
        flagged:
          - articles:
              - {text: "Volunteers have planted 900 trees.", published: 2024-05-02}
              - {text: "Volunteers have planted 950 trees.", published: 2024-05-01}
            left: "900"
            right: "950"
        passes:
          - articles:
              - {text: "Volunteers have planted 950 trees.", published: 2024-05-02}
            reason: one figure alone

A later pack changes an earlier rule with an entry of its id, `override: true`, and a new level (`off` silences it),
tolerance or message. Only the files that stand directly in a folder are packs; its sub-folders hold other data.
"""

from __future__ import annotations

import math
import re
import string
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from factcheck.errors import RuleError
from factcheck.model import KINDS, LEVELS, OFF, VERDICTS
from factcheck.patterns import Pattern
from factcheck.yaml_lines import Entry, choices, line_of, read_entries

PLACEHOLDERS = (
    "left", "right", "subject", "left_article", "right_article", "left_published", "right_published",
    "unit", "detail", "suggestion",
)  # fmt: skip

_REQUIRED = ("id", "check", "kinds", "verdict", "level", "message", "why", "examples")
_RULE_KEYS = ("id", "check", "kinds", "verdict", "level", "tolerance", "message", "why", "examples")
_OVERRIDE_KEYS = ("id", "override", "level", "tolerance", "message")
_EXAMPLE_KEYS = ("articles", "left", "right", "reason")
_ARTICLE_KEYS = ("text", "published", "outlet", "title")
_SIDES = ("flagged", "passes")
_WHAT_A_PACK_HOLDS = f"a rule pack is a list of rules, each a mapping with the keys {', '.join(_RULE_KEYS)}"

_KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"\+?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\Z")


@dataclass(frozen=True, slots=True)
class ExampleArticle:
    """One article of an example; `published` is a day, two days parted by `/`, or blank."""

    text: str
    published: str = ""
    outlet: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """Articles that a rule flags or passes; `left` and `right` are the printed texts of the row's sides, when told."""

    articles: tuple[ExampleArticle, ...]
    left: str = ""
    right: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a rule pack. `level` is error, warning, note or off; `place` is the `file:line` it was read from.

    `tolerance` holds the numbers that the pack gives; the check knows its own values for the rest.
    `message` is a template for `str.format` with the names in `PLACEHOLDERS`. `by_path` holds other levels for articles at some
    paths; a later one goes before an earlier one.
    """

    id: str
    check: str
    kinds: tuple[str, ...]
    verdict: str
    level: str
    message: str
    why: str
    flagged: tuple[Example, ...]
    passes: tuple[Example, ...]
    tolerance: Mapping[str, float] = field(default_factory=dict, hash=False)
    place: str = field(default="", compare=False)
    by_path: tuple[tuple[Pattern, str], ...] = ()

    def level_at(self, sides: Iterable[Collection[str]]) -> str:
        """The level for a row whose sides are printed by articles at these paths.

        It is that of the last pattern in `by_path` which holds for every article of a side, for without that side there would
        be no row; else the rule's own.
        """
        sides = [paths for paths in sides if paths]
        level = self.level
        for pattern, other in self.by_path:
            if any(all(map(pattern.matches, paths)) for paths in sides):
                level = other
        return level


def bundled_rules_folder() -> Path:
    """The folder of the rule packs that come with factcheck: inside the package, or beside it in a checkout.

    Raises RuleError when neither is there.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "rules", package.parent / "rules"):
        if folder.is_dir():
            return folder
    raise RuleError([f"{package / 'rules'}: the bundled rule packs are missing; install factcheck again"])


def load_rules(paths: Sequence[Path], checks: Mapping[str, frozenset[str]]) -> tuple[Rule, ...]:
    """The rules of all packs in `paths`: the order of the packs, and the ids in alphabetical order within each.

    A path is a pack or a folder of packs. `checks` maps each legal check to the tolerance keys that it reads. Rules
    whose level is `off` are handed back too. Raises RuleError with every fault of every pack.
    """
    faults: list[str] = []
    rules: dict[str, Rule] = {}
    for path in _pack_files(paths, faults):
        found: dict[str, Rule] = {}
        overrides: list[Entry] = []
        for entry in read_entries(path, faults, _WHAT_A_PACK_HOLDS):
            if "override" in entry.values:
                overrides.append(entry)
                continue
            rule = _read_rule(entry, checks)
            earlier = found.get(rule.id) or rules.get(rule.id)
            if earlier:
                entry.fault(
                    "id",
                    f"the id {rule.id!r} is taken: it was first used at {earlier.place}; choose another, or set "
                    "`override: true` to change that rule's level, tolerance or message",
                )
            elif rule.id:  # a rule with faults keeps its id too, so that a second one of its name is told as well
                found[rule.id] = rule
        rules.update(sorted(found.items()))
        for entry in overrides:
            _override(entry, rules, checks)
    if faults:
        raise RuleError(faults)
    return tuple(rules.values())


def set_levels(
    rules: Sequence[Rule], levels: Mapping[str, str], by_path: Sequence[tuple[Pattern, Mapping[str, str]]] = ()
) -> tuple[Rule, ...]:
    """The rules with other levels by id, and with other levels for articles at some paths; all ids must be known."""
    return tuple(
        replace(
            rule,
            level=levels.get(rule.id, rule.level),
            by_path=(*rule.by_path, *((at, told[rule.id]) for at, told in by_path if rule.id in told)),
        )
        for rule in rules
    )


def explain_rule(rule: Rule) -> str:
    """A rule in plain text, at most 80 columns wide: what it flags and why, with its examples."""
    tolerance = ", ".join(f"{key} {value:g}" for key, value in sorted(rule.tolerance.items()))
    lines = [
        f"{rule.id} ({rule.level}, verdict: {rule.verdict})",
        "",
        *_wrapped(rule.why, ""),
        "",
        *_wrapped(f"Check: {rule.check}, on claims of kind {', '.join(rule.kinds)}.", ""),
        *(_wrapped(f"Tolerance: {tolerance}.", "") if tolerance else ()),
        *_wrapped(f"Message: {rule.message}", ""),
    ]
    for heading, examples in (("Flagged:", rule.flagged), ("Passes:", rule.passes)):
        lines += ["", heading]
        for number, example in enumerate(examples):
            lines += [""] if number else []
            for article in example.articles:
                about = ", ".join(filter(None, (article.outlet, article.published, article.title)))
                lines += _wrapped(f"{about}: {article.text}" if about else article.text, "  - ")
            sides = " | ".join(filter(None, (example.left, example.right)))
            lines += _wrapped(f"-> {sides}", "    ") if sides else []
            lines += _wrapped(f"({example.reason})", "    ") if example.reason else []
    return "\n".join(lines) + "\n"


def _wrapped(text: str, first: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), 80, initial_indent=first, subsequent_indent=" " * len(first))


def _pack_files(paths: Sequence[Path], faults: list[str]) -> Iterator[Path]:
    seen: set[Path] = set()
    for given in map(Path, paths):
        if given.is_dir():
            files = sorted(file for file in given.iterdir() if file.suffix in (".yaml", ".yml") and file.is_file())
            if not files:
                faults.append(f"{given}: no rule pack in this folder; a pack ends in .yaml or .yml")
        elif given.exists():
            files = [given]
        else:
            files = []
            faults.append(f"{given}: no such file or folder; a path is a rule pack or a folder of packs")
        for file in files:
            if file.resolve() not in seen:  # the same pack reached twice is not a clash of ids
                seen.add(file.resolve())
                yield file


def _one_of(name: str, legal: Sequence[str]) -> Callable[[str], str]:
    return lambda text: "" if text in legal else f"{text!r} is no {name}; {choices(text, legal)}"


def _id_fault(text: str) -> str:
    if _KEBAB_CASE.match(text):
        return ""
    return f"the id {text!r} must be kebab-case: small letters and digits, parted by single hyphens"


def _day_fault(text: str) -> str:
    try:
        if all(date.fromisoformat(day).isoformat() == day for day in text.split("/", 1)):
            return ""
    except ValueError:
        pass
    return f"{text!r} is no day; write 2026-02-11, or 2026-02-01/2026-02-28 for a span"


def _override_fault(text: str) -> str:
    return "" if text == "true" else "'override' takes only true; leave the key out of a new rule"


def _message_fault(text: str) -> str:
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as error:
        return f"the message has an unpaired brace ({error}); write {{{{ and }}}} for braces that are printed"
    for _, name, spec, conversion in fields:
        if name is None:
            continue
        if name not in PLACEHOLDERS:
            return f"unknown placeholder {{{name}}}; {choices(name, PLACEHOLDERS)}"
        if spec or conversion:
            return f"the placeholder {{{name}}} takes no format: write {{{name}}} alone"
    return ""


def _read_rule(entry: Entry, checks: Mapping[str, frozenset[str]]) -> Rule:
    entry.check_keys(_RULE_KEYS, _REQUIRED)
    check = entry.text("check", _one_of("check", sorted(checks)))
    return Rule(
        id=entry.text("id", _id_fault),
        check=check,
        kinds=_read_kinds(entry),
        verdict=entry.text("verdict", _one_of("verdict", VERDICTS)),
        level=_read_level(entry),
        message=entry.text("message", _message_fault),
        why=entry.text("why"),
        tolerance=_read_tolerance(entry, check, checks),
        place=f"{entry.path}:{entry.line}",
        **_read_examples(entry),
    )


def _read_level(entry: Entry) -> str:
    return entry.text("level", _one_of("level", (*LEVELS, OFF)))


def _read_kinds(entry: Entry) -> tuple[str, ...]:
    kinds: list[str] = []
    for node in entry.items("kinds"):
        kind = str(node.value) if node.id == "scalar" else ""
        if kind not in KINDS:
            entry.faults.append(f"{entry.path}:{line_of(node)}: {kind!r} is no kind of claim; {choices(kind, KINDS)}")
        elif kind in kinds:
            entry.faults.append(f"{entry.path}:{line_of(node)}: the kind {kind!r} stands twice")
        else:
            kinds.append(kind)
    return tuple(kinds)


def _read_tolerance(entry: Entry, check: str, checks: Mapping[str, frozenset[str]]) -> dict[str, float]:
    inner = entry.mapping(entry.values.get("tolerance"), "'tolerance' must be a mapping of names to numbers")
    if inner is None:
        return {}
    if check in checks:  # the keys of an unknown check cannot be judged
        inner.check_keys(sorted(checks[check]), ())
    tolerance = {}
    for key in inner.values:
        text = inner.raw(key)
        if not _NUMBER.match(text) or not math.isfinite(float(text)):
            inner.fault(key, f"the tolerance {key!r} must be a number from 0 upwards")
        else:
            tolerance[key] = float(text)
    return dict(sorted(tolerance.items()))


def _read_examples(entry: Entry) -> dict[str, tuple[Example, ...]]:
    what = "'examples' must be a mapping with the lists 'flagged' and 'passes'"
    inner = entry.mapping(entry.values.get("examples"), what)
    if inner is None:
        return dict.fromkeys(_SIDES, ())
    inner.check_keys(_SIDES, _SIDES)
    return {
        side: tuple(example for node in inner.items(side) if (example := _read_example(inner, node))) for side in _SIDES
    }


def _read_example(entry: Entry, node) -> Example | None:
    example = entry.mapping(node, f"an example must be a mapping with the keys {', '.join(_EXAMPLE_KEYS)}")
    if example is None:
        return None
    example.check_keys(_EXAMPLE_KEYS, ("articles",))
    articles = []
    for item in example.items("articles"):
        article = example.mapping(item, f"an article must be a mapping with the keys {', '.join(_ARTICLE_KEYS)}")
        if article is not None:
            article.check_keys(_ARTICLE_KEYS, ("text",))
            articles.append(
                ExampleArticle(
                    text=article.text("text"),
                    published=article.text("published", _day_fault),
                    outlet=article.text("outlet"),
                    title=article.text("title"),
                )
            )
    return Example(tuple(articles), example.text("left"), example.text("right"), example.text("reason"))


def _override(entry: Entry, rules: dict[str, Rule], checks: Mapping[str, frozenset[str]]) -> None:
    """Puts the changed rule in the place of the earlier one."""
    entry.check_keys(_OVERRIDE_KEYS, ("id", "override"))
    entry.text("override", _override_fault)
    identifier = entry.text("id")
    rule = rules.get(identifier)
    if rule is None:
        if identifier:
            entry.fault("id", f"no earlier rule {identifier!r} to override; {choices(identifier, sorted(rules))}")
        return
    if entry.values.keys().isdisjoint(("level", "tolerance", "message")):
        entry.fault("override", "an override must change the level, the tolerance or the message")
    rules[identifier] = replace(
        rule,
        level=_read_level(entry) or rule.level,
        message=entry.text("message", _message_fault) or rule.message,
        tolerance=dict(sorted({**rule.tolerance, **_read_tolerance(entry, rule.check, checks)}.items())),
    )
