"""What the figures were taken on."""

import os
import pathlib
import re
import subprocess


def describe():
    """One fact a key."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "system": said("uname", "-sr"),
        "php": said(os.environ["PHP"], "-r", 'echo PHP_VERSION, ", pcre.jit ", ini_get("pcre.jit"), ", cURL ", '
                    'curl_version()["version"], ", ", curl_version()["ssl_version"];'),
        "rust": said("rustc", "--version"),
        "revision": said("git", "describe", "--always", "--dirty", "--abbrev=12")}


def processor():
    """Its model, as the kernel names it."""
    found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return found[1] if found else "unknown"


def said(*command):
    """The output of a command, or a word where it cannot be run."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() if done.returncode == 0 else "unknown"
