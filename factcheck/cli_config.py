"""The configuration on the command line: the file found and its values put in, `factcheck init` and `factcheck config`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factcheck.configuration import FILE, KEYS, PROJECT, Configuration, find_configuration, read_configuration
from factcheck.errors import InputError, OutputError

if TYPE_CHECKING:
    from factcheck.configuration import Override, PathSuppression

TEMPLATE = Path(__file__).with_name("template.toml")
# Options that are called otherwise than the keys of the file.
_NAMES = {"column": "columns"}
# What an export is written to has nothing to do with the folder of reports.
_OWN = {("export", "out")}

File = Annotated[
    Path | None,
    typer.Option(
        "--config",
        envvar="FACTCHECK_CONFIG",
        show_envvar=False,
        help=f"The configuration file; else the nearest {FILE} or {PROJECT} from the working directory upwards.",
        metavar="FILE",
    ),
]


def load_configuration(context: typer.Context, file: Path | None) -> None:
    """Reads the configuration into `context.obj` and makes its values the defaults of every command's options.

    Raises ConfigError with every fault of the file. A command that is only asked for its help, and `init`, do without.
    """
    context.obj = Configuration()
    if context.invoked_subcommand == "init" or "--help" in sys.argv[1:]:
        return
    if file is not None and not file.is_file():
        raise InputError(f"{file}: there is no such configuration file")
    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise InputError("the working directory is there no longer; change to another folder") from None
    found = file or find_configuration(here)
    if found is not None:
        context.obj = read_configuration(found)
        context.default_map = _defaults(context.command, context.obj.values)


def _defaults(command, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by command and name of the parameter, as click's `default_map` has them."""
    if hasattr(command, "commands"):
        return {name: _defaults(inner, values) for name, inner in command.commands.items()}
    made = {}
    for param in command.params:
        value = values.get(key_of(param)) if is_set_by_file(command, param) else None
        if isinstance(value, dict):
            value = [f"{name}={text}" for name, text in value.items()]
        several = getattr(param, "multiple", False) or param.nargs == -1
        if isinstance(value, list) and not several:
            value = ",".join(value)
        if value is not None:
            made[param.name] = [value] if several and not isinstance(value, list) else value
    return made


def is_set_by_file(command, param) -> bool:
    """Whether a key of the configuration file sets this parameter of this command."""
    return bool(key_of(param)) and (command.name, param.name) not in _OWN


def key_of(param) -> str:
    """The key of the configuration file that sets a parameter of a command; blank for none."""
    options = [option.lstrip("-") for option in param.opts if option.startswith("--")]
    name = options[0] if options else param.name
    key = _NAMES.get(name, name)
    return key if key in KEYS else ""


def init(
    folder: Annotated[
        Path, typer.Argument(help="The folder that the file is written into.", metavar="FOLDER")
    ] = Path(),
) -> None:
    """Writes a commented factcheck.toml to start from; a file that is there is left alone."""
    path = folder / FILE
    found = find_configuration(folder.resolve())
    if found and found.parent == folder.resolve():
        where = "holds a configuration already" if found.name == PROJECT else "is there already"
        raise InputError(f"{folder / found.name}: {where}; nothing was written")
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE.read_text(encoding="utf-8"))
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from None
    print(f"{path}: written; every line in it is a comment until you take the # away")


def show(context: typer.Context) -> None:
    """Prints what holds without any option on the command line, and where each value comes from."""
    held: Configuration = context.obj
    root = context.find_root().command
    print(f"Configuration: {held.place or f'no {FILE}, and no [tool.factcheck] in a {PROJECT}'}")
    rows = [*_plain(held, root), *_tables(held)]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for key, value, origin in rows:
        print(f"{key:<{widths[0]}}  {value:<{min(widths[1], 40)}}  {origin}".rstrip())


def _plain(held: Configuration, root) -> Iterator[tuple[str, str, str]]:
    """Key, value and origin of every option that a file or the environment can set."""
    params: dict[str, list[tuple[str, Any]]] = {}
    for name, param in _params(root):
        if (key := key_of(param)) and (name.rpartition(" ")[2], param.name) not in _OWN:
            params.setdefault(key, []).append((name, param))
    for key in KEYS:
        if key not in params:
            continue
        variables = sorted({param.envvar for _, param in params[key] if param.envvar and os.environ.get(param.envvar)})
        if variables:
            yield key, os.environ[variables[0]], f"environment {variables[0]}"
        elif key in held.values:
            yield key, _words(held.values[key]), held.where(key)
        else:
            yield key, _default(params[key]), "default"


def _default(params: list[tuple[str, Any]]) -> str:
    """The default of an option; command by command where they differ."""
    told: dict[str, list[str]] = {}
    for name, param in params:
        told.setdefault(_words(param.default), []).append(name)
    if len(told) == 1:
        return next(iter(told))
    return "; ".join(f"{value} ({', '.join(names)})" for value, names in told.items())


def _tables(held: Configuration) -> Iterator[tuple[str, str, str]]:
    for rule, level in held.levels.items():
        yield f"levels.{rule}", level, held.where(f"levels.{rule}")
    override: Override
    for override in held.overrides:
        told = [f"outlet {override.outlet}"] if override.outlet else []
        told += [f"{rule} {level}" for rule, level in override.levels.items()]
        yield f"at {_paths(override)}", ", ".join(told), override.place
    suppression: PathSuppression
    for suppression in held.suppressions:
        told = f"{', '.join(suppression.rules)}: {suppression.reason}"
        yield f"suppressed at {_paths(suppression)}", told, suppression.place


def _paths(entry) -> str:
    return ", ".join(pattern.text for pattern in entry.paths)


def _params(command, name: str = "") -> Iterator[tuple[str, Any]]:
    for inner_name, inner in getattr(command, "commands", {}).items():
        yield from _params(inner, f"{name} {inner_name}".strip())
    if not hasattr(command, "commands"):
        yield from ((name, param) for param in command.params)


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}={text}" for name, text in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
