"""Writes docs/commands.md, docs/rules.md, and what stands between the `generated` marks of other pages.

python docs/generate.py            writes the files that are no longer true, and tells which
python docs/generate.py --check    writes nothing; exits with 1 when one is no longer true
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from typer.main import get_command

from factcheck.checks import CHECKS
from factcheck.cli import app
from factcheck.cli_config import is_set_by_file, key_of
from factcheck.link import link_claims
from factcheck.link.weights import load_weights
from factcheck.model import CLAIM_COLUMNS, KINDS
from factcheck.pipeline import check_paths, read_rules
from factcheck.rulepacks import Example, Rule, bundled_rules_folder
from factcheck.tables import printed

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by docs/generate.py; change the code, not this page. -->"
HEADINGS = {
    "quantities.yaml": "Numbers",
    "names.yaml": "Names and offices",
    "quotations.yaml": "Quotations",
    "text.yaml": "Dates and damaged text",
}


def main() -> int:
    """0 when every page is true now; with --check 1 when one was not."""
    pages = {name: make() for name, make in PAGES.items()}
    stale = [name for name, text in pages.items() if read(FOLDER / name) != text]
    for name in stale:
        if "--check" not in sys.argv:
            (FOLDER / name).write_text(pages[name], encoding="utf-8", newline="\n")
        print(
            f"docs/{name}: {'is no longer true; run python docs/generate.py' if '--check' in sys.argv else 'written'}"
        )
    return int(bool(stale) and "--check" in sys.argv)


def read(path: Path) -> str:
    """The page as it is; blank when there is none."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def commands() -> str:
    """The reference of the command line."""
    lines = [
        "# The command line",
        "",
        NOTE,
        "",
        "An option is taken from the command line, else from its environment variable, else from the",
        "[configuration file](configuration.md), else it has its default. Options with a key can be set in the file.",
        "",
        "Exit codes: 0 done; 1 a discrepancy at or above `--fail-on`, or (`review apply`) decisions that disagree with earlier",
        "ones; 2 wrong use, nothing that could be read, or a report that could not be written; 3 a fault of factcheck itself,",
        "with its traceback; 130 interrupted; 141 nobody read what was printed to its end (`| head`).",
        "",
    ]
    for name, command in walk(get_command(app), "factcheck"):
        lines += [f"## {name}", "", *said(command.help), "", "```", f"{name}{usage(command)}", "```", ""]
        rows = [row(command, param) for param in command.params if not getattr(param, "hidden", False)]
        if rows:
            lines += ["| | | default | environment | key |", "|---|---|---|---|---|", *rows, ""]
    return "\n".join(lines)


def walk(command, name: str) -> Iterator[tuple[str, object]]:
    """Each command with its whole name, groups left out."""
    inner = getattr(command, "commands", {})
    if not inner or name == "factcheck":
        yield name, command
    for key in inner:
        yield from walk(inner[key], f"{name} {key}")


def usage(command) -> str:
    """What stands behind the name: arguments and whether there are options."""
    given = [param for param in command.params if not param.opts[0].startswith("-")]
    names = [f" {shown(param)}{'...' * (param.nargs == -1)}" for param in given]
    names = [f" [{name.strip()}]" if not param.required else name for param, name in zip(given, names, strict=True)]
    options = " [OPTIONS]" if len(given) < len(command.params) else ""
    return options + (" COMMAND" if getattr(command, "commands", None) else "") + "".join(names)


def shown(param) -> str:
    """What a parameter's value is called."""
    return str(param.metavar or param.name.upper())


def row(command, param) -> str:
    """One option or argument as a row of a table."""
    if param.opts[0].startswith("-"):
        flag = getattr(param, "is_flag", False)
        name = ", ".join(f"`{option}`" for option in param.opts) + ("" if flag else f" {escaped(shown(param))}")
        if getattr(param, "secondary_opts", None):
            name += ", " + ", ".join(f"`{option}`" for option in param.secondary_opts)
    else:
        name = shown(param)
    default = "required" if param.required else "" if param.default in (None, False, ()) else f"`{param.default}`"
    variable = f"`{param.envvar}`" if param.envvar else ""
    key = f"`{key_of(param)}`" if is_set_by_file(command, param) else ""
    return f"| {name} | {escaped(' '.join((param.help or '').split()))} | {default} | {variable} | {key} |"


def said(text: str | None) -> list[str]:
    """A help text as paragraphs."""
    return (text or "").strip().splitlines()


def escaped(text: str) -> str:
    """Text that a table's cell can hold."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def rules() -> str:
    """The reference of the bundled rules."""
    loaded = read_rules()
    lines = [
        "# The rules",
        "",
        NOTE,
        "",
        "Each rule is an entry of a pack in `rules/`. `factcheck explain RULE` prints one; [Writing rules](writing-rules.md)",
        "tells how to change a level or a tolerance and how to add a rule.",
        "",
        "| rule | level | verdict | finds |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [`{rule.id}`](#{rule.id}) | {rule.level} | {rule.verdict} | {escaped(first_sentence(rule.why))} |"
        for rule in loaded
    ]
    pack = ""
    for rule in loaded:
        name = Path(rule.place.rpartition(":")[0]).name
        if name != pack:
            pack = name
            lines += ["", f"## {HEADINGS.get(name, name.partition('.')[0].capitalize())}"]
        lines += ["", f"### {rule.id}", "", *one_rule(rule)]
    return "\n".join(lines) + "\n"


def first_sentence(text: str) -> str:
    """The text up to its first full stop."""
    return " ".join(text.split()).partition(". ")[0].rstrip(".") + "."


def one_rule(rule: Rule) -> Iterator[str]:
    """One rule: what it flags and why, its settings and its examples."""
    yield " ".join(rule.why.split())
    yield ""
    settings = [f"level {rule.level}", f"verdict {rule.verdict}", f"claims of kind {', '.join(rule.kinds)}"]
    settings += [f"`{key}` {value:g}" for key, value in sorted(rule.tolerance.items())]
    yield f"Check `{rule.check}`; {'; '.join(settings)}."
    for heading, examples in (("Flagged", rule.flagged), ("Passes", rule.passes)):
        for example in examples:
            yield ""
            yield f"{heading}{f' ({example.reason})' if example.reason else ''}:"
            yield ""
            yield from quoted(example)


def quoted(example: Example) -> Iterator[str]:
    """The articles of an example, each a quotation with its outlet and date."""
    for number, article in enumerate(example.articles):
        if number:
            yield ">"
        about = ", ".join(filter(None, (article.outlet, article.published, article.title)))
        text = "<br>".join(line.strip() for line in article.text.strip().splitlines())
        yield f"> {f'*{about}*: ' if about else ''}{text}"


def fill(name: str) -> str:
    """The page with what stands between its `generated` marks made anew."""

    def made(mark: re.Match) -> str:
        return f"{mark[1]}\n\n" + "\n".join(BLOCKS[mark[2]]()) + f"\n\n{mark[3]}"

    marks = re.compile(r"(<!-- generated: ([a-z]+) -->).*?(<!-- end -->)", re.DOTALL)
    return marks.sub(made, read(FOLDER / name))


def checks() -> Iterator[str]:
    """The checks with the numbers that each reads."""
    yield "| check | tolerance | finds |"
    yield "|---|---|---|"
    for name, check in CHECKS.items():
        told = ", ".join(f"`{key}`" for key in sorted(check.tolerances))
        yield f"| `{name}` | {told} | {escaped(first_sentence((check.find.__doc__ or '').strip().partition(chr(10))[0]))} |"


def weights() -> Iterator[str]:
    """The match weights."""
    held = load_weights(bundled_rules_folder() / "matching" / "quantity.yaml")
    yield f"Prior: {held.prior:.2f}, that is {held.prior_weight:+.2f}."
    yield ""
    yield "| comparison | level | m | u | weight | what a reader is told |"
    yield "|---|---|---|---|---|---|"
    for comparison, levels in held.comparisons.items():
        for level in levels.values():
            says = escaped(level.says.format(left="...", right="...", shared="..."))
            yield f"| {comparison} | {level.name} | {level.m:g} | {level.u:g} | {level.weight:+.2f} | {says} |"


@cache
def seeds() -> tuple:
    """The run on the seeds: its report, and its links."""
    report = check_paths([FOLDER.parent / "seeds"])
    return report, link_claims(report.claims, report.articles, bundled_rules_folder() / "matching")


def claims() -> Iterator[str]:
    """One claim of each kind, the one with most to show."""
    rows = seeds()[0].claims.to_dict("records")
    for kind in KINDS:
        told = [{name: printed(value) for name, value in row.items()} for row in rows if row["kind"] == kind]
        most = max(told, key=lambda row: (sum(map(bool, row.values())), -len(row["sentence"]), row["claim_id"]))
        yield f"| {kind} | |"
        yield "|---|---|"
        for name in CLAIM_COLUMNS:
            if most[name] and name not in ("claim_id", "kind"):
                yield f"| `{name}` | {escaped(' '.join(most[name].split()))} |"
        yield ""


def example() -> Iterator[str]:
    """The running total of the seeds: its claims, its pairs and the row that is made of them."""
    report, links = seeds()
    grown = next(row for row in report.discrepancies.to_dict("records") if row["rule"] == "total-grew")
    table = links.claims
    place = (table["article"] == grown["right_article"]) & (table["start"] == grown["right_start"])
    fact = table[table["fact"] == table.loc[place & (table["kind"] == "quantity"), "fact"].iloc[0]]
    yield "Articles of the seeds count the Ukrainian soldiers that an EU mission trained. Their claims:"
    yield ""
    shown = ("article", "published", "text", "object", "subject", "predicate", "low", "high", "bound")
    yield f"| | {' | '.join(shown)} |"
    yield "|---" * (len(shown) + 1) + "|"
    names = {index: chr(ord("A") + number) for number, index in enumerate(fact.index)}
    for index, row in fact.iterrows():
        yield f"| {names[index]} | {' | '.join(escaped(printed(row[name])) for name in shown)} |"
    yield ""
    yield "The pairs that are likely and clear, and why:"
    yield ""
    yield "| pair | weight | probability | why |"
    yield "|---|---|---|---|"
    for pair in links.chosen.itertuples():
        if pair.left in names and pair.right in names:
            both = f"{names[pair.left]}, {names[pair.right]}"
            yield f"| {both} | {pair.weight:+.2f} | {pair.probability:.4f} | {escaped(pair.why_matched)} |"
    yield ""
    yield (
        "All hang together: one fact. “Train” is a count that only adds up, and the figure that was printed last is the"
        " greatest, so that the total grew; that it is higher is no conflict."
    )
    yield ""
    yield "| | |"
    yield "|---|---|"
    for name in ("rule", "level", "verdict", "message", "suggestion", "left_also", "right_also"):
        yield f"| `{name}` | {escaped(str(grown[name]))} |"


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    "checks": checks,
    "claims": claims,
    "example": example,
    "weights": weights,
}
PAGES: dict[str, Callable[[], str]] = {"commands.md": commands, "rules.md": rules} | {
    name: partial(fill, name) for name in ("claims-table.md", "matching.md", "writing-rules.md")
}

if __name__ == "__main__":
    raise SystemExit(main())
