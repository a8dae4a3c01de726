"""The program makes no network connection: with the network cut, and with every packet counted.

The trap is a network namespace of its own with a default route into a cable that ends nowhere,
and a rule that counts every packet of TCP and UDP on its way out, of whatever process.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRAP = """
set -e
ip link set lo up
ip link add trap type veth peer name far
ip addr add 198.51.100.2/24 dev trap
ip -6 addr add 2001:db8::2/64 dev trap nodad
ip link set far up
ip link set trap up
ip route add default via 198.51.100.1
ip -6 route add default via 2001:db8::1
nft -f - <<RULES
table inet trap {
  chain out {
    type filter hook output priority 0; policy accept;
    meta l4proto { tcp, udp } counter
  }
}
RULES
"$@"
echo
nft list chain inet trap out
"""


@pytest.fixture
def trapped(tmp_path: Path) -> Callable[..., int]:
    """Return a caller that runs a command inside the trap and returns how many packets it sent."""

    def call(*command: str) -> int:
        done = subprocess.run(
            ["unshare", "--net", "bash", "-c", TRAP, "trap", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
        )
        counted = re.search(r"counter packets (\d+)", done.stdout)
        assert counted is not None, done.stdout + done.stderr
        return int(counted[1])

    return call


@pytest.mark.system("netns")
def test_the_trap_counts(trapped: Callable[..., int]) -> None:
    """The control: one datagram to a documentation address is seen."""
    code = "import socket; socket.socket(2, 2).sendto(b'x', ('192.0.2.1', 53))"

    assert trapped(sys.executable, "-c", code) == 1


@pytest.mark.system("netns")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--depth", "deep", "--json", "run.json"],
        ["log", "add", "x"],
        ["doctor"],
        ["selftest"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_no_packet_leaves(
    trapped: Callable[..., int], tmp_path: Path, arguments: list[str]
) -> None:
    home = str(tmp_path / "home")
    wrapped = 'python=$1; main=$2; shift 2; "$python" "$main" "$@" || true'

    sent = trapped(
        "bash", "-c", wrapped, "x", sys.executable, str(ROOT / "main.py"), *arguments,
        "--home", home,
    )  # fmt: skip

    assert sent == 0
    if arguments[0] == "check":
        run = json.loads((tmp_path / "run.json").read_bytes())
        assert all(each["ended"] == "done" for each in run["probes"])


@pytest.mark.system("netns")
def test_the_window_sends_nothing(trapped: Callable[..., int], tmp_path: Path) -> None:
    code = 'timeout 8 env QT_QPA_PLATFORM=offscreen "$@" || true'

    sent = trapped(
        "bash", "-c", code, "x", sys.executable, str(ROOT / "main.py"), "--announce-shown",
        "--home", str(tmp_path / "home"),
    )  # fmt: skip

    assert sent == 0


@pytest.mark.system("unshare")
def test_everything_works_with_the_network_cut(tmp_path: Path) -> None:
    """Not even a loopback device is there."""
    done = subprocess.run(
        ["unshare", "--net", sys.executable, str(ROOT / "main.py"), "start"],
        env={"TRUCAN_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=100,
    )

    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "reports").iterdir())) == 3
