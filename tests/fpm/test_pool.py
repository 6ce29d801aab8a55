"""The extension under php-fpm: a fork after MINIT, two children, recycling, a graceful end.

These bugs are invisible to PHP's command line: there the process that loads the extension is the one that uses it.
"""

import concurrent.futures
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tools"))

import stack  # noqa: E402 (found through the line above)


class Pool(stack.Server):
    """A php-fpm of our own, with the extension, that speaks to a sandbox."""

    def __init__(self, folder, sandbox, max_requests=0):
        self.socket = folder / "fpm.sock"
        configuration = folder / "pool.conf"
        words = {"@FOLDER@": str(folder), "@MAX_REQUESTS@": str(max_requests), "@IDENTITY@": _identity()}
        text = (HERE / "pool.conf").read_text()
        for word, value in words.items():
            text = text.replace(word, value)
        configuration.write_text(text)
        command = [
            os.environ["PHP_FPM"], "--nodaemonize", "--fpm-config", str(configuration),
            "-d", "extension=" + os.environ["ISPBRIDGE_EXTENSION"],
            "-d", "ispbridge.ispapi_live_url=" + sandbox.api, "-d", "ispbridge.ispapi_ote_url=" + sandbox.api]
        if os.geteuid() == 0:
            command.append("--allow-to-run-as-root")
        login = {"ISPBRIDGE_LOGIN": sandbox.login, "ISPBRIDGE_PASSWORD": sandbox.password}
        super().__init__("php-fpm", command, folder / "fpm.out", login)
        self.wait_for(self._answers)

    def ask(self, gate=None):
        """One request for ask.php; gives what it tells."""
        answer = self.request(str(HERE / "ask.php"), f"gate={gate}" if gate else "")
        head, _, body = answer.partition("\n\n")
        if not body.startswith("{"):
            raise AssertionError(f"php-fpm answered: {head}\n{body}\n{self.log.read_text()}")
        return json.loads(body)

    def request(self, script, query=""):
        """One FastCGI request, as a web server would send it."""
        environment = {
            "SCRIPT_FILENAME": script, "SCRIPT_NAME": "/" + os.path.basename(script), "REQUEST_METHOD": "GET",
            "QUERY_STRING": query, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "PATH": os.environ["PATH"]}
        done = subprocess.run(
            ["cgi-fcgi", "-bind", "-connect", str(self.socket)], env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=60)
        return done.stdout + done.stderr

    def _answers(self):
        return self.socket.exists() and stack.listens_on(self.socket)


def _identity():
    """php-fpm wants to be told a user when root starts it."""
    return "user = root\ngroup = root" if os.geteuid() == 0 else ""


class PoolTest(unittest.TestCase):
    """Every test has its own sandbox and its own pool."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="ispbridge-fpm-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.sandbox = stack.Sandbox(self.folder)
        self.addCleanup(self.sandbox.stop)

    def start(self, **settings):
        pool = Pool(self.folder, self.sandbox, **settings)
        self.addCleanup(pool.stop)
        self.addCleanup(lambda: self.sandbox.keep_journal("fpm-" + self._testMethodName))
        return pool

    def ask_both(self, pool):
        """Asks one child and holds it, so that the second request must go to the other."""
        gate = self.folder / "gate"
        gate.touch()
        reached = pathlib.Path(f"{gate}.reached")
        with concurrent.futures.ThreadPoolExecutor() as background:
            held = background.submit(pool.ask, gate)
            try:
                stack.until(lambda: reached.exists() or held.done(), "The held child")
                free = pool.ask()
            finally:
                gate.unlink()
            reached.unlink(missing_ok=True)
            return held.result(), free

    def test_both_children_serve_each_over_its_own_connection(self):
        pool = self.start()
        before = self.sandbox.connections()
        held, free = self.ask_both(pool)
        self.assertEqual(["200", "200"], [held["code"], free["code"]])
        self.assertNotEqual(held["pid"], free["pid"])
        self.assertEqual(2, self.sandbox.connections() - before)

    def test_a_child_keeps_its_connection_between_requests(self):
        pool = self.start()
        self.ask_both(pool)
        before = self.sandbox.connections()
        children = {pool.ask()["pid"] for _ in range(6)}
        self.assertLessEqual(len(children), 2)
        self.assertEqual(0, self.sandbox.connections() - before)

    def test_nothing_is_opened_before_the_first_call(self):
        before = self.sandbox.connections()
        self.start()
        self.assertEqual(0, self.sandbox.connections() - before)

    def test_a_recycled_child_is_clean_and_its_successor_serves(self):
        pool = self.start(max_requests=2)
        answers = [pool.ask() for _ in range(10)]
        self.assertEqual({"200"}, {answer["code"] for answer in answers})
        self.assertGreaterEqual(len({answer["pid"] for answer in answers}), 3)
        log = (self.folder / "fpm.log").read_text()
        self.assertIn("exited with code 0", log)
        self.assertNotRegex(log, "exited on signal|exited with code [1-9]")

    def test_a_graceful_quit_ends_with_code_0(self):
        pool = self.start()
        self.ask_both(pool)
        self.assertEqual(0, pool.stop(signal.SIGQUIT))
        log = (self.folder / "fpm.log").read_text()
        self.assertNotRegex(log, "exited on signal|SIGKILL|exited with code [1-9]")


if __name__ == "__main__":
    unittest.main()
