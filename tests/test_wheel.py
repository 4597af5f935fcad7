"""The wheel: what a user installs gives the very report that the checkout gives."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("claims.csv", "discrepancies.csv", "report.json", "report.html")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*build, folder, ROOT], check=True)
    return next(folder.glob("factcheck-*.whl"))


def test_the_wheel_holds_the_pipeline_and_the_rules_and_nothing_of_the_rest(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("language/en_factcheck/config.cfg", "language/lexicons/", "rules/quantities.yaml", "rules/facts/"):
        assert any(name.startswith(f"factcheck/{needed}") for name in names), f"{needed} is not in the wheel"
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"factcheck"}


def test_the_report_on_the_seeds_from_the_wheel_is_that_of_the_checkout(wheel, tmp_path):
    """In an environment of its own, which sees the dependencies of this one but not its factcheck."""
    place = tmp_path / "env"
    venv.create(place, with_pip=False)
    python = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    asked = [python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # A path named in a .pth file is searched, but .pth files that lie there (an editable install) are not followed.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    run = [python, "-I", "-m", "factcheck.cli", "report", ROOT / "seeds", "--out", tmp_path / "out"]
    told = subprocess.run(run, capture_output=True, text=True, cwd=tmp_path)
    assert told.returncode == 0, told.stderr
    where = subprocess.run([python, "-I", "-c", "import factcheck; print(factcheck.__file__)"], capture_output=True)
    assert Path(os.fsdecode(where.stdout.strip())).is_relative_to(site)
    for name in TABLES:
        ours, theirs = ROOT / "reports" / name, tmp_path / "out" / name
        assert theirs.read_bytes() == ours.read_bytes(), f"{name} differs"
