"""The whole suite on SQLite and on a real PostgreSQL at once: what `python3 dev.py test` runs."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

from dev import ROOT, Refused, clean_environment, new_keys

SYSTEM_PACKAGES = ("chromium", "fonts-noto-cjk", "libharfbuzz-subset0", "libpangoft2-1.0-0")


def missing_packages() -> list[str]:
    """Debian's packages that the tests need and that are not installed.

    Other systems are not asked: what is missing there, the tests that use it fail on and name.
    """
    if not shutil.which("dpkg-query"):
        return []
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *SYSTEM_PACKAGES]
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    return [name for name in SYSTEM_PACKAGES if f"{name} installed\n" not in answer]


def install_system_packages() -> None:
    """Install by apt what is missing, where that is permitted; refuse and name the rest."""
    missing = missing_packages()
    if not missing:
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not as_root or shutil.which("sudo"):
        print(f"正在安装测试要用的系统软件：{'、'.join(missing)} …", flush=True)
        quiet = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", *quiet]
        subprocess.call([*apt, "update"])
        subprocess.call([*apt, "install", "-y", "--no-install-recommends", *missing])
    still_missing = " ".join(missing_packages())
    if still_missing:
        raise Refused(f"测试还缺系统软件，请用管理员身份运行：apt install {still_missing}")


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL: TEST_DATABASE_URL, else a server that lives for this run."""
    given = os.environ.get("TEST_DATABASE_URL", "").strip()
    if given:
        yield given
        return
    server = subprocess.Popen(
        [sys.executable, ROOT / "tests" / "postgres.py"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl+C is for the tests; the server ends when its input does
    )
    with server:
        address = server.stdout.readline().strip()
        if not address:
            raise Refused(
                "临时的 PostgreSQL 没有启动，原因见上。也可以用 TEST_DATABASE_URL 指定一个。"
            )
        try:
            yield address
        finally:
            server.stdin.close()
            server.wait()


def counts(report: Path) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped, from a JUnit report; zeros without one."""
    if not report.is_file():
        return 0, 0, 0
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    total, skipped, *failed = (
        sum(int(suite.get(name, 0)) for suite in suites)
        for name in ("tests", "skipped", "failures", "errors")
    )
    return total - skipped - sum(failed), sum(failed), skipped


def pytest_on(name: str, database: dict, folder: Path, arguments: list[str]) -> subprocess.Popen:
    """Start the suite on one database; what it says goes to a file named after that."""
    (folder / name).mkdir()
    report = f"--junitxml={folder / name}.xml"
    with Path(folder, f"{name}.log").open("wb") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", report, *arguments],
            cwd=ROOT,
            env=clean_environment(DATA_DIR=str(folder / name), **new_keys(), **database),
            stdout=said,
            stderr=subprocess.STDOUT,
        )


@contextlib.contextmanager
def ended_with_us(runs: Iterable[subprocess.Popen]) -> Iterator[None]:
    """Whatever ends this process early ends the suites too."""
    try:
        yield
    finally:
        for run in runs:
            run.terminate()
            run.wait()


def follow(run: subprocess.Popen, said: Path) -> int:
    """Pass on what a suite says as it says it; its exit code."""
    with said.open("rb") as lines:
        while True:
            ended = run.poll() is not None
            shutil.copyfileobj(lines, sys.stdout.buffer)
            sys.stdout.flush()
            if ended:
                return run.returncode
            with contextlib.suppress(subprocess.TimeoutExpired):
                run.wait(1)


def run_everything(arguments: list[str]) -> int:
    """Hand the arguments to pytest, twice; 0 when nothing failed and nothing was skipped."""
    install_system_packages()
    codes, totals = [], [0, 0, 0]
    with tempfile.TemporaryDirectory() as held, postgres() as address:
        folder = Path(held)
        databases = {"SQLite": {}, "PostgreSQL": {"DATABASE_URL": address}}
        runs = {name: pytest_on(name, of, folder, arguments) for name, of in databases.items()}
        with ended_with_us(runs.values()):
            for name, run in runs.items():
                print(f"\n── {name} ──", flush=True)
                codes.append(follow(run, folder / f"{name}.log"))
                told = counts(folder / f"{name}.xml")
                totals = [a + b for a, b in zip(totals, told, strict=True)]
    passed, failed, skipped = totals
    if skipped:
        print(f"\n有 {skipped} 项测试没有运行。每一项都必须运行，所以这一次不算通过。")
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if any(codes) or failed or skipped or not passed else 0


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else the servers would live on
    try:
        return run_everything(arguments)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
