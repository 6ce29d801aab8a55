"""The databases of the shops under test: a file of SQLite, or a private MariaDB."""

import os
import pathlib
import shutil
import sqlite3
import subprocess

import stack

MARIADBD = pathlib.Path("/usr/sbin/mariadbd")


class Sqlite:
    """One file."""

    def __init__(self, folder):
        self.file = pathlib.Path(folder) / "whmcs.sqlite"
        self.spec = f"sqlite:{self.file}"

    def run(self, *statements):
        """Runs statements and returns the rows of the last one, as texts."""
        connection = sqlite3.connect(self.file, timeout=30, isolation_level=None)
        try:
            for statement in statements:
                rows = connection.execute(statement).fetchall()
        finally:
            connection.close()
        return [["" if cell is None else str(cell) for cell in row] for row in rows]


class MariaDb(stack.Server):
    """A server in a folder of its own, reachable by its socket only; it need not survive the machine."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / "maria"
        self.folder.mkdir()
        self.socket = self.folder / "s"
        user = "mysql" if os.geteuid() == 0 else os.environ.get("USER", "")
        if os.geteuid() == 0:
            pathlib.Path(folder).chmod(0o755)
            shutil.chown(self.folder, user)
        subprocess.run(
            ["mariadb-install-db", f"--user={user}", f"--datadir={self.folder}/data", "--force", "--skip-test-db",
             "--auth-root-authentication-method=normal"], check=True, capture_output=True)
        super().__init__("MariaDB", [
            str(MARIADBD), "--no-defaults", f"--user={user}", f"--datadir={self.folder}/data", f"--socket={self.socket}",
            "--skip-networking", "--innodb-buffer-pool-size=64M", "--innodb-flush-method=nosync",
            "--innodb-flush-log-at-trx-commit=0"], self.folder / "log")
        self.wait_for(lambda: self.socket.exists() and stack.listens_on(self.socket))

    def database(self, name):
        """A database of its own for each shop."""
        self.query("", f"CREATE DATABASE {name}")
        return Schema(self, name)

    def query(self, name, text):
        """Runs statements and returns what the client prints, cells parted by tabs."""
        done = subprocess.run(
            ["mariadb", f"--socket={self.socket}", "--user=root", "--batch", "--raw", "--skip-column-names", name],
            input=text, check=True, capture_output=True, text=True)
        return done.stdout


class Schema:
    """One database of a server."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.spec = f"mysql:dbname={name};user=root;socket={server.socket}"

    def run(self, *statements):
        """Runs statements and returns the rows that they give, as texts."""
        printed = self.server.query(self.name, ";\n".join(statements))
        return [["" if cell == "NULL" else cell for cell in line.split("\t")] for line in printed.splitlines()]
