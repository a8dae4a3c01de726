"""A child process of Windows set apart in a job, so that all it starts ends with it.

Without a job the child itself can still be ended. Off Windows there are no jobs.
Source: learn.microsoft.com, "Job Objects" and JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

import subprocess
import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from typing import Any

    _EXTENDED_LIMITS = 9
    _KILL_ON_CLOSE = 0x2000
    _FLAGS_AT = 16  # bytes before LimitFlags in JOBOBJECT_BASIC_LIMIT_INFORMATION
    _SIZE = 144  # bytes of JOBOBJECT_EXTENDED_LIMIT_INFORMATION in a 64-bit process

    def _kernel() -> Any:
        kernel = ctypes.WinDLL("kernel32")
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD,
        )  # fmt: skip
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.TerminateJobObject.argtypes = (wintypes.HANDLE, wintypes.UINT)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        return kernel

    def job_of(process: "subprocess.Popen[bytes]") -> int:
        """Put a child just started into a job of its own; return its handle, 0 when that failed."""
        kernel = _kernel()
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return 0
        limits = ctypes.create_string_buffer(_SIZE)
        wintypes.DWORD.from_buffer(limits, _FLAGS_AT).value = _KILL_ON_CLOSE
        if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, limits, _SIZE):
            handle = int(process._handle)  # type: ignore[attr-defined]
            kernel.AssignProcessToJobObject(job, handle)
        return int(job)

    def end_job(job: int) -> None:
        """End everything in a job."""
        if job:
            kernel = _kernel()
            kernel.TerminateJobObject(job, 1)
            kernel.CloseHandle(job)

else:

    def job_of(process: "subprocess.Popen[bytes]") -> int:
        """Return no job."""
        return 0

    def end_job(job: int) -> None:
        """End nothing."""
