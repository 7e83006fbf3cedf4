"""`lecun1989 export`."""

import sys
from pathlib import Path

import pytest

from tests.command import refused, run


def test_a_network_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("export", "reader", "--to", "onnx")
    assert result.exit_code == 0, result.output
    assert result.output == f"reader.onnx: {(tmp_path / 'reader.onnx').stat().st_size:,} bytes\n"
    run("export", "reader", "--to", "onnx", "--out", "other.onnx")
    assert (tmp_path / "other.onnx").read_bytes() == (tmp_path / "reader.onnx").read_bytes()


def test_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.delitem(sys.modules, "lecun1989.onnx_model", raising=False)
    monkeypatch.chdir(tmp_path)
    message = refused("export", "reader", "--to", "onnx")
    assert message.endswith("needs onnx, which is not installed; run: pip install 'lecun1989[onnx]'")
    assert list(tmp_path.iterdir()) == []
