"""The whole suite on SQLite, then on a real PostgreSQL: what `python3 dev.py test` runs."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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


def run_everything(arguments: list[str]) -> int:
    """Hand the arguments to pytest, twice; 0 when nothing failed and nothing was skipped."""
    install_system_packages()
    codes, totals = [], [0, 0, 0]
    with tempfile.TemporaryDirectory() as folder, postgres() as address:
        for name, database in (("SQLite", {}), ("PostgreSQL", {"DATABASE_URL": address})):
            print(f"\n── {name} ──", flush=True)
            report = Path(folder, name)
            env = clean_environment(DATA_DIR=folder, **new_keys(), **database)
            command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
            codes.append(subprocess.call(command, cwd=ROOT, env=env))
            totals = [a + b for a, b in zip(totals, counts(report), strict=True)]
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
