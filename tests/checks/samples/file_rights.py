"""Rights of files of a machine in order."""

from core.model.facts import Origin
from core.probes.file_rights.facts import FileRight, FileRightsFacts


def facts(sample):
    """Return facts that pass."""
    files = (
        FileRight(name="/etc/shadow", kind="secret", mode="0640", owner=0, group=42),
        FileRight(name="/etc/passwd", kind="settings", mode="0644", owner=0, group=0),
        FileRight(name="/home/vanthu", kind="home", mode="0700", owner=1000, group=1000),
    )
    return FileRightsFacts(origin=Origin(backend="test", at=sample.now), files=files)
