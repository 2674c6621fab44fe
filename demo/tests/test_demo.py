"""The demo refuses bad choices in clear words, and names its users well."""

import gzip
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from demo.choices import read_choices
from demo.directory import named, user_name
from demo.services.places import pick_port
from demo.services.process import StartError
from demo.unchanged import load_mark

RUN = [sys.executable, "-m", "demo.run"]


def refusal(*arguments: str) -> str:
    with pytest.raises(StartError) as raised:
        read_choices(arguments)
    return str(raised.value)


def test_an_unknown_bank_is_told_the_known_ones() -> None:
    assert "Known banks: " in refusal("--bank", "nowhere")
    assert "synthetic" in refusal("--bank", "nowhere")


def test_a_missing_data_folder_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "gone"
    assert f"{missing} does not exist" in refusal("--bank", "eagle", "--data", str(missing))


def test_a_bank_of_files_asks_for_its_folder() -> None:
    assert "DATA=<folder>" in refusal("--bank", "eagle")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("a\n1\n")
    broken = tmp_path / "client.csv.gz"
    broken.write_bytes(gzip.compress(b"a" * 100)[:12])
    assert str(broken) in refusal("--bank", "eagle", "--data", str(tmp_path))
    broken.write_bytes(b"not packed at all")
    assert str(broken) in refusal("--bank", "eagle", "--data", str(tmp_path))


def test_numbers_out_of_range_are_refused() -> None:
    assert "8000000" in refusal("--customers", "8000001")
    assert "PORT is 'http'" in refusal("--port", "http")
    assert "AS_OF is '21 Nov'" in refusal("--as-of", "21 Nov")


def test_each_choice_of_bank_runs_in_a_folder_of_its_own() -> None:
    usual = read_choices([])
    assert usual.run_dir.name == "synthetic-20000-1"
    assert usual.as_of.isoformat() == "2026-11-21"
    assert read_choices(["--customers", "500"]).run_dir != usual.run_dir
    assert read_choices(["--seed", "2"]).run_dir != usual.run_dir


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*RUN, "--port", str(port)],
            env={**os.environ, "C360_DEMO_RUNS": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} is taken" in done.stderr
    assert "make demo PORT=" in done.stderr


def test_a_stopped_start_leaves_no_process(tmp_path: Path) -> None:
    demo = subprocess.Popen(
        [*RUN, "--port", str(pick_port())],
        env={**os.environ, "C360_DEMO_RUNS": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    while "PostgreSQL" not in demo.stdout.readline():
        assert demo.poll() is None
    demo.send_signal(signal.SIGTERM)
    assert demo.wait(30) == 0
    assert not list(tmp_path.glob("*/pid/*"))
    assert not (tmp_path / "demo.json").exists()


def test_user_names_are_plain_and_distinct() -> None:
    assert user_name("Joseph D'Souza") == "joseph.dsouza"
    assert user_name("José Núñez") == "jose.nunez"
    users = named([("rm", "Meera Rao", "E1"), ("auditor", "Meera Rao", "E2")])
    assert [user.username for user in users] == ["meera.rao", "meera.rao.e2"]


def test_a_changed_source_file_is_loaded_again(tmp_path: Path) -> None:
    (tmp_path / "client.csv").write_text("id\n1\n")
    choices = read_choices(["--bank", "eagle", "--data", str(tmp_path)])
    mark = load_mark(choices, tmp_path)
    assert load_mark(choices, tmp_path) == mark
    (tmp_path / "client.csv").write_text("id\n1\n2\n")
    assert load_mark(choices, tmp_path) != mark
