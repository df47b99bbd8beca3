#!/usr/bin/env python3
"""Sets the office up, serves it, tests it: python3 dev.py demo | serve | test | soak | lint.

Needs nothing but Python: it makes its own environment in .venv and installs from the lock files.
It is written for older Pythons than the office is, so that it can say that one is too old.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import importlib.util
import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / "python"

OLDEST, NEWEST = (3, 11), (3, 13)
LOCK, TEST_LOCK = "requirements.lock", "requirements-dev.lock"
HOST = "127.0.0.1"
FIELD_KEY_BYTES, BACKUP_KEY_BYTES = 64, 32
KEYS = ("SECRET_KEY", "FIELD_KEYS", "BACKUP_KEY")
OFFICE_NAMES = ("DATABASE_URL", *KEYS, "ALLOWED_HOSTS", "DEBUG", "DEMO")
DEMO_SOURCES = ("*/migrations/*.py", "*/*/migrations/*.py", "*/**/demo*.py", "*/demo/*.py")


class Refused(Exception):
    """What cannot be done here; carries the sentence for the person at the keyboard."""


def run(*command: object, env: dict | None = None) -> None:
    """Run a command in the project's folder; end with its exit code where that is not 0."""
    code = subprocess.call([str(part) for part in command], cwd=ROOT, env=env)
    if code:
        raise SystemExit(code)


def become(*command: object, env: dict) -> NoReturn:
    """Let a command take this process's place, so that it hears every signal itself."""
    words = [str(part) for part in command]
    if WINDOWS:
        raise SystemExit(subprocess.call(words, cwd=ROOT, env=env))
    os.chdir(ROOT)
    os.execve(words[0], words, env)  # noqa: S606 -- no shell is wanted


def refuse_other_pythons(version: tuple) -> None:
    """The libraries are pinned for these versions of Python only."""
    if not OLDEST <= version <= NEWEST:
        wanted = "请用 Python {}.{} 至 {}.{} 运行 dev.py：现在用的是 {}.{}，程序库不支持。"
        raise Refused(wanted.format(*OLDEST, *NEWEST, *version))


# The environment of the program's own


def says(note: Path, text: str) -> bool:
    """Whether a note left by an earlier run holds this text."""
    return note.is_file() and text in note.read_text(encoding="utf-8")


def digest(*paths: Path) -> str:
    """One SHA-256 over the contents of files, in the order given."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def make_venv() -> None:
    """Make .venv, or make it anew when another Python made it or the making broke off."""
    made_by = VENV / "made-by"
    if says(made_by, sys.version):
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise Refused("这个 Python 缺少 venv 组件。Debian 上请先运行：apt install python3-venv")
    print("正在建立运行环境 .venv …", flush=True)
    run(sys.executable, "-m", "venv", "--clear", VENV)
    made_by.write_text(sys.version, encoding="utf-8")


def install(lock: str) -> None:
    """Install what the lock file pins, unless .venv holds exactly that already."""
    make_venv()
    installed = VENV / "installed"
    if says(installed, digest(ROOT / lock)):
        return
    installed.unlink(missing_ok=True)
    print("正在安装所需的程序库（第一次要几分钟）…", flush=True)
    quiet = ("-qq", "--disable-pip-version-check")
    run(PYTHON, "-m", "pip", "install", *quiet, "--require-hashes", "-r", lock)
    # The lock for tests pins all that the other one does: after it there is nothing to install.
    installed.write_text("\n".join(digest(ROOT / name) for name in {LOCK, lock}), encoding="utf-8")


# The office and the demo


def kept_names(data_dir: Path) -> set[str]:
    """The names that DATA_DIR/env sets."""
    kept = data_dir / "env"
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip() for name, value in pairs if value.strip()}


def has_tables(database: Path) -> bool:
    """Whether a SQLite file holds more than nothing; a file that cannot be read does."""
    if not database.is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
    except sqlite3.Error:
        return True


def new_keys() -> dict:
    field_key, backup_key = (
        base64.b64encode(secrets.token_bytes(length)).decode()
        for length in (FIELD_KEY_BYTES, BACKUP_KEY_BYTES)
    )
    return dict(zip(KEYS, (secrets.token_urlsafe(48), field_key, backup_key)))


def keep_keys(data_dir: Path, env: dict) -> bool:
    """Write the keys that are missing to DATA_DIR/env, for its owner only; whether any were.

    A database that is there already was written under other keys: new ones would lock its
    private fields for ever, so they are refused. A key for backups locks nothing: a machine that
    had none gets one. Who names a server keeps all keys beside its address.
    """
    known = kept_names(data_dir) | {name for name, value in env.items() if value.strip()}
    missing = set(KEYS) - known
    if not missing:
        return False
    kept = data_dir / "env"
    on_a_server = "DATABASE_URL" in known
    lost = missing if on_a_server else missing - {"BACKUP_KEY"}
    if lost and (on_a_server or has_tables(data_dir / "office.sqlite3")):
        raise Refused(
            f"数据库已经有了（或由 DATABASE_URL 指定），却找不到 {'、'.join(sorted(lost))}。"
            f"请把原来的密钥放回 {kept} 或环境变量里：换成新的，已保存的身份证号就再也读不出来。"
            "要从头开始，就先把旧的数据库文件移走。"
            + ("还没有 BACKUP_KEY 的，照 deploy/env.example 生成一个。" if on_a_server else "")
        )
    new = new_keys()
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    written = kept.read_text(encoding="utf-8")
    with kept.open("a", encoding="utf-8") as file:
        if written and not written.endswith("\n"):  # typed by hand
            file.write("\n")
        file.writelines(f"{name}={new[name]}\n" for name in sorted(missing))
    return True


def prepare(port: int) -> None:
    with socket.socket() as probe:
        taken = probe.connect_ex((HOST, port)) == 0
    if taken:
        raise Refused(f"端口 {port} 正被别的程序占用：请关掉它，或另选一个，如 --port {port + 1}")
    install(LOCK)
    os.umask(0o077)  # what the office keeps is for its owner only


def serve(port: int, env: dict) -> None:
    """Serve on this machine only, until it is stopped."""
    print(f"请在浏览器里打开 http://{HOST}:{port}/ （按 Ctrl+C 停止）", flush=True)
    if WINDOWS:
        become(PYTHON, "manage.py", "runserver", "--noreload", f"{HOST}:{port}", env=env)
    gunicorn = f"-m gunicorn -c deploy/gunicorn.conf.py --bind {HOST}:{port} config.wsgi"
    become(PYTHON, *gunicorn.split(), env=env)


def collect_static(data_dir: Path, env: dict) -> None:
    """Gather and compress what the pages need, unless that has been done for these very files."""
    own = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    made_of, version = data_dir / "static" / "made-of", digest(ROOT / LOCK, *own)
    if not says(made_of, version):
        run(PYTHON, "manage.py", "collectstatic", "--clear", "--noinput", "-v", "0", env=env)
        made_of.write_text(version, encoding="utf-8")


def serve_office(port: int) -> None:
    prepare(port)
    data_dir = Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "var").resolve()
    env = {**os.environ, "DATA_DIR": str(data_dir)}
    if keep_keys(data_dir, env):
        print(f"已生成密钥，保存在 {data_dir / 'env'}。请另存一份：丢了它，证号就再也读不出来。")
    run(PYTHON, "manage.py", "migrate", "--noinput", "-v", "0", env=env)
    collect_static(data_dir, env)
    serve(port, env)


def clean_environment(**names: str) -> dict:
    """This process's environment without what an office on this machine may have set."""
    return {**{k: v for k, v in os.environ.items() if k not in OFFICE_NAMES}, **names}


def build_demo(data_dir: Path, workbooks: Path, env: dict) -> None:
    """Invent the demo's committee, unless this version of the program has done so already."""
    made_by = data_dir / "made-by"
    version = digest(*sorted({path for shape in DEMO_SOURCES for path in ROOT.glob(shape)}))
    if says(made_by, version):
        return
    print("正在编造演示用的数据 …", flush=True)
    shutil.rmtree(data_dir, ignore_errors=True)
    shutil.rmtree(workbooks, ignore_errors=True)
    keep_keys(data_dir, env)
    run(PYTHON, "manage.py", "migrate", "--noinput", "-v", "0", env=env)
    accounts = subprocess.check_output([str(PYTHON), "manage.py", "demo"], cwd=ROOT, env=env)
    run(PYTHON, "manage.py", "demo", "--news", workbooks, env=env)
    (data_dir / "accounts.txt").write_bytes(accounts)
    made_by.write_text(version, encoding="utf-8")


def serve_demo(port: int) -> None:
    prepare(port)
    data_dir, workbooks = ROOT / "var" / "demo", ROOT / "var" / "demo-workbooks"
    env = clean_environment(DATA_DIR=str(data_dir), DEMO="1", PYTHONUTF8="1")
    build_demo(data_dir, workbooks, env)
    print((data_dir / "accounts.txt").read_text(encoding="utf-8").rstrip())
    print(f"可以试着导入的工作簿在 {workbooks}")
    serve(port, env)


# Tests and linters


def test(arguments: list[str]) -> None:
    install(TEST_LOCK)
    become(PYTHON, "-m", "tests.run", *arguments, env=dict(os.environ))


def soak() -> None:
    install(TEST_LOCK)
    become(PYTHON, "-m", "benchmarks.soak", env=dict(os.environ))


def lint() -> int:
    """Run every linter, also after one has complained; 0 when none did."""
    install(TEST_LOCK)
    with tempfile.TemporaryDirectory() as folder:
        env = clean_environment(DATA_DIR=folder, **new_keys())
        office = {"DATABASE_URL": "postgres:///office", "ALLOWED_HOSTS": "office.example"}
        failed = []
        for command, its_env in (
            ("ruff check", env),
            ("ruff format --check", env),
            ("lint-imports --no-cache", env),
            ("mypy", env),
            ("manage.py check --deploy --fail-level WARNING", {**env, **office}),
            ("manage.py makemigrations --check --dry-run", env),
        ):
            print(f"\n── {command}", flush=True)
            name, *options = command.split()
            program = [PYTHON, name] if name == "manage.py" else [BIN / name]
            if subprocess.call([str(part) for part in (*program, *options)], cwd=ROOT, env=its_env):
                failed.append(command)
    print("\n没有通过：" + "；".join(failed) if failed else "\n检查全部通过。")
    return 1 if failed else 0


def parse(arguments: list[str]) -> tuple[argparse.Namespace, list[str]]:
    """The command with its options, and what is meant for pytest."""
    parser = argparse.ArgumentParser(prog="dev.py", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in (("demo", "用编造的数据演示"), ("serve", "启动本单位自己的系统")):
        command = commands.add_parser(name, help=purpose, allow_abbrev=False)
        command.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    commands.add_parser("test", help="在两种数据库上运行全部测试；后面可跟 pytest 的参数")
    commands.add_parser("soak", help="在两种数据库上把抢写、断电、备份的长轮次全部跑完")
    commands.add_parser("lint", help="检查代码")
    options, rest = parser.parse_known_args(arguments)
    if rest and options.command != "test":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    return options, rest


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a console that cannot show Chinese must not end it
    options, rest = parse(arguments)
    try:
        refuse_other_pythons(sys.version_info[:2])
        if options.command == "lint":
            return lint()
        if options.command == "test":
            test(rest)
        if options.command == "soak":
            soak()
        {"demo": serve_demo, "serve": serve_office}[options.command](options.port)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
