"""The daily check as a task of Windows' Task Scheduler, made and asked through schtasks as XML.

XML is never translated, unlike everything else that schtasks prints.
Source: learn.microsoft.com, "Task Scheduler Schema" and "schtasks create".
"""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from core.model.errors import Exit, KnownError
from core.model.schedule import ScheduleState
from core.model.unknown import Unknown, UnknownCode

_LIMIT = 30  # seconds for one call of schtasks
_FOLDER = "TrucAn"
_NO_WINDOW = 0x08000000
_SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_FIRST_DAY = "2026-01-01"
_RUN_LIMIT = "PT1H"


class TaskScheduler:
    """Tasks of this account, run while it is logged on and never with raised rights."""

    def create(self, name: str, command: Sequence[str], at: str) -> None:
        """Hand the task over as XML; an earlier one of the name is replaced."""
        folder = Path(tempfile.mkdtemp(prefix="trucan-"))
        try:
            file = folder / "task.xml"
            file.write_text(task_xml(command, at), "utf-16")
            ended = _schtasks("/Create", "/TN", f"{_FOLDER}\\{name}", "/XML", str(file), "/F")
        finally:
            for each in folder.iterdir():
                each.unlink()
            folder.rmdir()
        if ended.returncode != 0:
            raise KnownError("no_scheduler", Exit.NO_RIGHT, _said(ended))

    def remove(self, name: str) -> None:
        """Remove the task."""
        if self.state(name).on is False:
            return
        ended = _schtasks("/Delete", "/TN", f"{_FOLDER}\\{name}", "/F")
        if ended.returncode != 0:
            raise KnownError("no_scheduler", Exit.NO_RIGHT, _said(ended))

    def state(self, name: str) -> ScheduleState:
        """Ask for the task as XML. An empty answer with exit status 0 is no answer."""
        try:
            ended = _schtasks("/Query", "/TN", f"{_FOLDER}\\{name}", "/XML")
        except KnownError as error:
            return ScheduleState(on=Unknown(UnknownCode.NOT_INSTALLED, error.detail), at="")
        if ended.returncode != 0:
            return ScheduleState(on=_absent(), at="")
        return state_in(_decoded(ended.stdout))


def task_xml(command: Sequence[str], at: str) -> str:
    """Write a daily task; it catches up a missed time, and runs on battery too."""
    program, *words = command
    arguments = subprocess.list2cmdline(words)
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{_SPACE}">
  <RegistrationInfo><Description>Trực An</Description></RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{_FIRST_DAY}T{at}:00</StartBoundary>
      <Enabled>true</Enabled>
      <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>{_RUN_LIMIT}</ExecutionTimeLimit>
    <Enabled>true</Enabled>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(arguments)}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def state_in(xml: str) -> ScheduleState:
    """Read the state out of a task's XML; what is no task is unknown."""
    from xml.etree import ElementTree

    malformed = ScheduleState(on=Unknown(UnknownCode.MALFORMED, xml[:80]), at="")
    if not xml.strip():
        return ScheduleState(on=Unknown(UnknownCode.NOT_FOUND, "schtasks printed nothing"), at="")
    if "<!DOCTYPE" in xml:
        return malformed
    try:
        # The declaration names the encoding of the bytes, which are text by now.
        task = ElementTree.fromstring(xml.partition("?>")[2] or xml)  # noqa: S314 - no DOCTYPE
    except ElementTree.ParseError:
        return malformed
    names = {"t": _SPACE}
    start = task.findtext(".//t:CalendarTrigger/t:StartBoundary", "", names)
    enabled = task.findtext("t:Settings/t:Enabled", "true", names)
    if len(start) < len("2026-01-01T09:00"):
        return malformed
    on = enabled.strip() != "false"
    return ScheduleState(on=on, at=start[11:16] if on else "")


def _absent() -> bool | Unknown:
    """Say that a task that was not given is not there, if the scheduler gives others."""
    others = _schtasks("/Query")
    if others.returncode == 0 and others.stdout.strip():
        return False
    return Unknown(UnknownCode.SERVICE_OFF, _said(others))


def _schtasks(*words: str) -> "subprocess.CompletedProcess[bytes]":
    tool = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "schtasks.exe")
    try:
        return subprocess.run(
            [tool, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_LIMIT,
            check=False,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise KnownError("no_scheduler", Exit.NO_RIGHT, str(error)) from error


def _decoded(output: bytes) -> str:
    """Decode what schtasks prints: UTF-16 with a mark where it does, else the console's bytes."""
    if output[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return output.decode("utf-16", "replace")
    return output.decode("utf-8", "replace")


def _said(ended: "subprocess.CompletedProcess[bytes]") -> str:
    return ended.stderr.decode("utf-8", "replace").strip() or f"exit status {ended.returncode}"
