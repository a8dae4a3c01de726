"""Single instance: one window for each account and home; a second start raises the first."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_RAISE = b"raise\n"
_PATIENCE_MS = 3_000
_STEP_MS = 200


class SingleInstance(QObject):
    """Holds the lock of a home. QtNetwork is loaded only after the window is there."""

    def __init__(self, home: Path) -> None:
        """Name the lock after the home and the account."""
        super().__init__()
        whose = f"{zlib.crc32(f'{home.resolve()}|{Path.home()}'.encode()):08x}"
        self._name = f"trucan-{whose}"
        self._lock = QLockFile(str(home / f"window-{whose}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def is_first(self) -> bool:
        """Take the lock; a home that cannot be written has no lock and no second window."""
        taken = self._lock.tryLock(0)
        return taken or self._lock.error() != QLockFile.LockError.LockFailedError

    def listen(self, raise_window: Callable[[], object]) -> None:
        """Raise the window whenever another start asks for it."""
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)

        def asked() -> None:
            connection = server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
            raise_window()

        server.newConnection.connect(asked)
        server.listen(self._name)
        self._server = server

    def raise_first(self) -> bool:
        """Ask the first window to come to the front; say whether it heard."""
        from PySide6.QtCore import QDeadlineTimer, QThread
        from PySide6.QtNetwork import QLocalSocket

        deadline = QDeadlineTimer(_PATIENCE_MS)
        while not deadline.hasExpired():
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_STEP_MS):
                socket.write(_RAISE)
                socket.waitForBytesWritten(_STEP_MS)
                socket.disconnectFromServer()
                return True
            QThread.msleep(_STEP_MS)
        return False

    def leave(self) -> None:
        """Give the lock back."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()
