"""What the scripts in this folder share: building the programs, running one, and what is typical of several runs."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
NOW = "2026-11-20T14:30:00Z"


def build_all():
    """The program and the benchmarks; the paths of candor, the floor and the generator."""
    subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    said = subprocess.run(
        ["cargo", "bench", "--no-run", "--quiet", "--message-format=json", "--bench", "floor", "--bench", "generate"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    made = {}
    for line in said.splitlines():
        message = json.loads(line)
        if message.get("executable") and message.get("target", {}).get("kind") == ["bench"]:
            made[message["target"]["name"]] = message["executable"]
    target = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version=1", "--no-deps"], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    return pathlib.Path(target["target_directory"]) / "release" / "candor", made["floor"], made["generate"]


def run(*command, cwd=None):
    """Wall seconds, processor seconds, peak memory in bytes, and what was printed."""
    before = time.monotonic()
    process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {said}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), said


def typical(results):
    """The medians of wall and processor seconds and the largest peak of several results of `run`."""
    wall, processor, peak = list(zip(*results))[:3]
    return statistics.median(wall), statistics.median(processor), max(peak)


def several(runs, prepare, *command, cwd=None):
    """What is typical of several runs, with `prepare` before each; nothing is left to be written to the disk then."""
    results = []
    for _ in range(runs):
        prepare()
        os.sync()
        results.append(run(*command, cwd=cwd))
    return typical(results)
