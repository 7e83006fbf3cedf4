"""The public names of `import lecun1989`, and its cost."""

import subprocess
import sys

import pytest

import lecun1989


def modules_after(statement: str) -> set[str]:
    """Return the names of all modules that a fresh Python has loaded after a statement."""
    script = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_public_name_exists() -> None:
    for name in lecun1989.__all__:
        assert getattr(lecun1989, name) is not None
        assert name in dir(lecun1989)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        lecun1989.nothing  # noqa: B018


def test_importing_the_package_costs_nothing() -> None:
    found = modules_after("import lecun1989")
    assert "numpy" not in found
    assert {name for name in found if name.startswith("lecun1989.")} == set()


def test_the_page_imports_only_what_it_runs() -> None:
    found = modules_after("import lecun1989.messages")
    assert "lecun1989.explain.counterfactual" in found
    roots = {name.partition(".")[0] for name in found}
    assert not roots & {"PIL", "click", "rich", "scipy", "lecun1989_lab", "lecun1989_site"}
    unused = ("lecun1989.cli", "lecun1989.results", "lecun1989.onnx_model")
    assert not [name for name in found if name.startswith(unused)]


def test_the_version_is_in_one_place() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lecun1989", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == lecun1989.__version__
