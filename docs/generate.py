"""Writes docs/commands.md and docs/rules.md from the code and the rule packs.

python docs/generate.py            writes the files that are no longer true, and tells which
python docs/generate.py --check    writes nothing; exits with 1 when one is no longer true
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from typer.main import get_command

from factcheck.cli import app
from factcheck.cli_config import is_set_by_file, key_of
from factcheck.pipeline import read_rules
from factcheck.rulepacks import Example, Rule

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
    stale = [name for name, make in PAGES.items() if read(FOLDER / name) != make()]
    for name in stale:
        if "--check" not in sys.argv:
            (FOLDER / name).write_text(PAGES[name](), encoding="utf-8", newline="\n")
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
        "ones; 2 wrong use, or nothing that could be read; 130 interrupted.",
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


PAGES = {"commands.md": commands, "rules.md": rules}

if __name__ == "__main__":
    raise SystemExit(main())
