"""`make bench`: build the bank, load it, load a night, measure everything, write the results."""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from bench import answers, front, loads, machine, report, rms, search, sizes, truth
from bench.peers import step as peers
from bench.run import ROOT, Bench, Json, base_folder, site

STEPS: dict[str, Callable[[Bench], Json]] = {
    "machine": machine.machine,
    "generate": loads.generate,
    "first-load": loads.first_load,
    "first-floors": loads.first_floors,
    "night": loads.night,
    "night-floors": loads.night_floors,
    "sizes": sizes.sizes,
    "answers": answers.answers,
    "search": search.search,
    "truth": truth.truth,
    "rms": rms.rms,
    "front": front.front,
    "nights": loads.nights,
    "peers": peers.peers,
}


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def install() -> None:
    """The bench's own Python packages, beside the product's and not among them."""
    lock = ROOT / "bench" / "requirements.lock"
    mark = site() / "installed"
    if mark.exists() and mark.read_text() == lock.read_text():
        return
    uv = ROOT / ".tools" / "uv" / "bin" / "uv"
    command = [str(uv), "pip", "install", "-q", "--require-hashes", "--no-deps", "-r", str(lock)]
    command += ["--target", str(site()), "--python", sys.executable]
    subprocess.run(command, check=True, cwd=ROOT)
    mark.write_text(lock.read_text())


def main() -> int:
    """Run the steps that have no result yet; 0 when all have one."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--customers", type=int, default=8_000_000)
    parser.add_argument("--steps", default=os.environ.get("STEPS", ""), help="only these")
    parser.add_argument("--again", default=os.environ.get("AGAIN", ""), help="measure these anew")
    parser.add_argument(
        "--thorough",
        action="store_true",
        default=bool(os.environ.get("THOROUGH")),
        help="measure a small bank as long as a large one, to compare them",
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    chosen = options.steps.split(",") if options.steps else [*STEPS]
    again = frozenset(options.again.split(",")) if options.again else frozenset()
    install()
    sys.path.append(str(site()))
    folder = base_folder() / str(options.customers)
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench(options.customers, folder, again=again, thorough=options.thorough)
    print(f"Bench of {options.customers:,} customers in {folder}", flush=True)
    began = time.monotonic()
    try:
        with machine.writes_begin_early():
            for name in chosen:
                bench.step(name, STEPS[name])
    finally:
        bench.children.close()
    report.write(bench, [*STEPS])
    print(f"All in {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
