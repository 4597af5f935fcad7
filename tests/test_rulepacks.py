"""Rule packs: what loads, what is refused with its file and line, and how a rule reads in plain words."""

import pickle
from pathlib import Path

import pytest

from factcheck.errors import RuleError
from factcheck.rulepacks import Example, ExampleArticle, Rule, bundled_rules_folder, explain_rule, load_rules

CHECKS = {"quantity": frozenset({"relative", "days"}), "name": frozenset({"similarity"}), "damage": frozenset()}

GOOD = """\
- id: total-fell
  check: quantity
  kinds: [quantity]
  verdict: conflict
  level: warning
  tolerance: {relative: 0.01, days: 3}
  message: "{left} in {left_article} is below {right}"
  why: A running total of trees cannot fall.
  examples:
    flagged:
      - articles:
          - {text: "Volunteers have planted 900 trees.", published: 2024-05-02, outlet: Hill Post}
          - {text: "Volunteers have planted 950 trees.", published: 2024-05-01, title: Trees}
        left: "900"
        right: 950
        reason: the later figure is lower
    passes:
      - articles:
          - text: |
              Volunteers have planted 950 trees.
              They go on.
"""

GOOD_RULE = Rule(
    id="total-fell",
    check="quantity",
    kinds=("quantity",),
    verdict="conflict",
    level="warning",
    message="{left} in {left_article} is below {right}",
    why="A running total of trees cannot fall.",
    flagged=(
        Example(
            articles=(
                ExampleArticle("Volunteers have planted 900 trees.", published="2024-05-02", outlet="Hill Post"),
                ExampleArticle("Volunteers have planted 950 trees.", published="2024-05-01", title="Trees"),
            ),
            left="900",
            right="950",
            reason="the later figure is lower",
        ),
    ),
    passes=(Example(articles=(ExampleArticle("Volunteers have planted 950 trees.\nThey go on."),)),),
    tolerance={"days": 3.0, "relative": 0.01},
)


def write(folder: Path, **packs: str) -> Path:
    for name, text in packs.items():
        (folder / f"{name}.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def faults_of(*paths: Path) -> list[str]:
    with pytest.raises(RuleError) as caught:
        load_rules(paths, CHECKS)
    assert str(caught.value) == "\n".join(caught.value.faults)
    return [fault.replace(str(paths[0]) + "/", "") for fault in caught.value.faults]


def test_a_pack_loads_whole(tmp_path):
    assert load_rules([write(tmp_path, pack=GOOD)], CHECKS) == (GOOD_RULE,)


def test_a_rule_knows_its_place_hashes_and_pickles(tmp_path):
    (rule,) = load_rules([write(tmp_path, pack=GOOD) / "pack.yaml"], CHECKS)
    assert rule.place == f"{tmp_path / 'pack.yaml'}:1"
    assert pickle.loads(pickle.dumps(rule)) == rule
    assert hash(rule) == hash(GOOD_RULE)


def test_order_is_that_of_the_packs_and_of_the_ids_within(tmp_path):
    first = GOOD.replace("total-fell", "b-fell") + GOOD.replace("total-fell", "a-fell")
    write(tmp_path, b=GOOD.replace("total-fell", "aa-fell"), a=first, notes_txt="")
    (tmp_path / "notes.txt").write_text("not a pack")
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "weights.yaml").write_text("m: 0.9")
    (tmp_path / "notes_txt.yaml").unlink()
    rules = load_rules([tmp_path, tmp_path / "a.yaml"], CHECKS)
    assert [rule.id for rule in rules] == ["a-fell", "b-fell", "aa-fell"]


def test_byte_order_mark_crlf_and_level_off_are_read(tmp_path):
    text = "\ufeff" + GOOD.replace("level: warning", "level: off").replace("\n", "\r\n")
    (rule,) = load_rules([write(tmp_path, pack=text)], CHECKS)
    assert rule.level == "off"  # YAML 1.1 takes a bare `off` for false; the pack means the word


def test_a_later_pack_overrides_level_tolerance_and_message(tmp_path):
    change = "- id: total-fell\n  override: true\n  level: off\n  tolerance: {days: 9}\n  message: Below {right}\n"
    write(tmp_path, a=GOOD, b=change)
    (rule,) = load_rules([tmp_path], CHECKS)
    assert (rule.level, rule.tolerance, rule.message) == ("off", {"days": 9.0, "relative": 0.01}, "Below {right}")
    assert (rule.why, rule.flagged) == (GOOD_RULE.why, GOOD_RULE.flagged)


FAULTS = [
    (
        "unknown key",
        GOOD.replace("verdict:", "verdikt:"),
        [
            "pack.yaml:4: unknown key 'verdikt'; did you mean 'verdict'? legal: id, check, kinds, verdict, level, "
            "tolerance, message, why, examples",
            "pack.yaml:1: the key 'verdict' is missing; required: id, check, kinds, verdict, level, message, why, "
            "examples",
        ],
    ),
    (
        "several bad values, told at once",
        GOOD.replace("verdict: conflict", "verdict: wrong").replace("level: warning", "level: fatal"),
        [
            "pack.yaml:4: 'wrong' is no verdict; legal: conflict, superseded, imprecise, related, variant, damaged, "
            "consistent, unrelated",
            "pack.yaml:5: 'fatal' is no level; legal: error, warning, note, off",
        ],
    ),
    (
        "unknown check",
        GOOD.replace("check: quantity", "check: quantities"),
        ["pack.yaml:2: 'quantities' is no check; did you mean 'quantity'? legal: damage, name, quantity"],
    ),
    (
        "unknown kind",
        GOOD.replace("[quantity]", "[quantity, number, quantity]"),
        [
            "pack.yaml:3: 'number' is no kind of claim; legal: quantity, date, quotation, person, damage",
            "pack.yaml:3: the kind 'quantity' stands twice",
        ],
    ),
    (
        "kinds is no list",
        GOOD.replace("[quantity]", "quantity"),
        ["pack.yaml:3: 'kinds' must be a list with at least one item"],
    ),
    (
        "tolerance key of another check",
        GOOD.replace("days: 3", "similarity: 3"),
        ["pack.yaml:6: unknown key 'similarity'; legal: days, relative"],
    ),
    (
        "tolerance that is no number",
        GOOD.replace("days: 3", "days: true").replace("0.01", "-1"),
        [
            "pack.yaml:6: the tolerance 'relative' must be a number from 0 upwards",
            "pack.yaml:6: the tolerance 'days' must be a number from 0 upwards",
        ],
    ),
    (
        "tolerance is no mapping",
        GOOD.replace("{relative: 0.01, days: 3}", "0.1"),
        ["pack.yaml:6: 'tolerance' must be a mapping of names to numbers"],
    ),
    (
        "id is not kebab-case",
        GOOD.replace("total-fell", "Total_fell"),
        ["pack.yaml:1: the id 'Total_fell' must be kebab-case: small letters and digits, parted by single hyphens"],
    ),
    (
        "unknown placeholder",
        GOOD.replace("{right}", "{rigth}"),
        [
            "pack.yaml:7: unknown placeholder {rigth}; did you mean 'right'? legal: left, right, subject, "
            "left_article, right_article, left_published, right_published, unit, detail, suggestion"
        ],
    ),
    (
        "format in a placeholder",
        GOOD.replace("{right}", "{right:>9}"),
        ["pack.yaml:7: the placeholder {right} takes no format: write {right} alone"],
    ),
    (
        "attribute access in a placeholder",
        GOOD.replace("{right}", "{right.__class__}"),
        [
            "pack.yaml:7: unknown placeholder {right.__class__}; did you mean 'right'? legal: left, right, "
            "subject, left_article, right_article, left_published, right_published, unit, detail, suggestion"
        ],
    ),
    (
        "unpaired brace",
        GOOD.replace("{right}", "{right"),
        [
            "pack.yaml:7: the message has an unpaired brace (expected '}' before end of string); write {{ and }} for "
            "braces that are printed"
        ],
    ),
    (
        "blank text",
        GOOD.replace("A running total of trees cannot fall.", "~"),
        ["pack.yaml:8: 'why' must be a text that is not blank"],
    ),
    (
        "no passing example, an unknown key and an impossible day in the flagged one",
        GOOD[: GOOD.index("    passes:")].replace("outlet:", "paper:").replace("2024-05-01", "2024-02-31"),
        [
            "pack.yaml:10: the key 'passes' is missing; required: flagged, passes",
            "pack.yaml:12: unknown key 'paper'; legal: text, published, outlet, title",
            "pack.yaml:13: '2024-02-31' is no day; write 2026-02-11, or 2026-02-01/2026-02-28 for a span",
        ],
    ),
    (
        "examples of the wrong shape",
        GOOD[: GOOD.index("  examples:")] + "  examples:\n    flagged: [text]\n    passes: []\n",
        [
            "pack.yaml:10: an example must be a mapping with the keys articles, left, right, reason",
            "pack.yaml:11: 'passes' must be a list with at least one item",
        ],
    ),
    (
        "key given twice",
        GOOD.replace("  check: quantity\n", "  check: quantity\n  check: name\n"),
        ["pack.yaml:3: the key 'check' stands twice; it was first used at line 2"],
    ),
    (
        "duplicate id within a pack",
        GOOD + GOOD,
        [
            "pack.yaml:22: the id 'total-fell' is taken: it was first used at pack.yaml:1; choose another, or set "
            "`override: true` to change that rule's level, tolerance or message"
        ],
    ),
    (
        "override of nothing",
        "- id: total-fell\n  override: true\n  why: it is so\n",
        [
            "pack.yaml:3: unknown key 'why'; legal: id, override, level, tolerance, message",
            "pack.yaml:1: no earlier rule 'total-fell' to override; legal: none",
        ],
    ),
    (
        "override switched off",
        GOOD + "- id: total-fell\n  override: no\n",
        [
            "pack.yaml:23: 'override' takes only true; leave the key out of a new rule",
            "pack.yaml:23: an override must change the level, the tolerance or the message",
        ],
    ),
    (
        "alias",
        GOOD + "- &a {id: x}\n- *a\n",
        ["pack.yaml:22: anchors (&name) and aliases (*name) are not allowed; write the value out"],
    ),
    (
        "tag",
        GOOD + "- !!python/object:os.system {}\n",
        ["pack.yaml:22: tags (!name) are not allowed; write a plain value"],
    ),
    (
        "two documents",
        GOOD + "---\n" + GOOD,
        ["pack.yaml:22: a second document (---) is not allowed; put it into a file of its own"],
    ),
    ("deep nesting", "- " + "[" * 5000, ["pack.yaml:1: nested deeper than 20 levels"]),
    ("not UTF-8", GOOD + "# \udcff\n", ["pack.yaml:22: not UTF-8; save the file as UTF-8"]),
    (
        "bad YAML",
        GOOD + "- id: 'open\n",
        ["pack.yaml:23: not valid YAML: found unexpected end of stream"],
    ),
    (
        "empty pack",
        "# nothing\n",
        [
            "pack.yaml:1: the file is empty; a rule pack is a list of rules, each a mapping with the keys id, check, "
            "kinds, verdict, level, tolerance, message, why, examples"
        ],
    ),
    (
        "not a list",
        "id: total-fell\n",
        [
            "pack.yaml:1: a rule pack is a list of rules, each a mapping with the keys id, check, kinds, verdict, "
            "level, tolerance, message, why, examples"
        ],
    ),
]


@pytest.mark.parametrize(("reason", "text", "expected"), FAULTS, ids=[case[0] for case in FAULTS])
def test_faults_name_file_line_and_what_is_allowed(reason, text, expected, tmp_path):
    faults = faults_of(write(tmp_path, pack=text))
    assert [fault.replace(f"{tmp_path}/", "") for fault in faults] == expected, reason


def test_faults_of_all_packs_are_told_at_once(tmp_path):
    write(tmp_path, a=GOOD.replace("warning", "loud"), b=GOOD, c="")
    faults = faults_of(tmp_path, tmp_path / "gone.yaml")
    assert [fault.split(": ")[0].replace(f"{tmp_path}/", "") for fault in faults] == [
        "a.yaml:5",
        "b.yaml:1",  # the id is taken by the faulty rule of a.yaml
        "c.yaml:1",
        "gone.yaml",
    ]


def test_a_folder_without_packs_is_a_fault(tmp_path):
    assert faults_of(tmp_path) == [f"{tmp_path}: no rule pack in this folder; a pack ends in .yaml or .yml"]


def test_bundled_rules_are_found():
    assert bundled_rules_folder().name == "rules"


def test_explain_shows_the_rule_with_its_examples():
    assert explain_rule(GOOD_RULE) == (
        "total-fell (warning, verdict: conflict)\n"
        "\n"
        "A running total of trees cannot fall.\n"
        "\n"
        "Check: quantity, on claims of kind quantity.\n"
        "Tolerance: days 3, relative 0.01.\n"
        "Message: {left} in {left_article} is below {right}\n"
        "\n"
        "Flagged:\n"
        "  - Hill Post, 2024-05-02: Volunteers have planted 900 trees.\n"
        "  - 2024-05-01, Trees: Volunteers have planted 950 trees.\n"
        "    -> 900 | 950\n"
        "    (the later figure is lower)\n"
        "\n"
        "Passes:\n"
        "  - Volunteers have planted 950 trees. They go on.\n"
    )
