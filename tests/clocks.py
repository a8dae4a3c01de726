"""A clock that a test sets."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

from core.duty.clock import Instant


@dataclass
class SetClock:
    """A clock that stands still until it is moved."""

    instant: Instant

    def now(self) -> Instant:
        """Read the clock."""
        return self.instant

    def wait(self, **step: float) -> None:
        """Let time pass; both clocks go on together."""
        self.turn(**step)
        passed = timedelta(**step) // timedelta(milliseconds=1)
        self.instant = replace(self.instant, mono_ms=self.instant.mono_ms + passed)

    def turn(self, **step: float) -> None:
        """Set the wall clock by hand while the machine runs."""
        self.instant = replace(self.instant, wall=self.instant.wall + timedelta(**step))

    def move(self, **step: float) -> None:
        """Start the machine anew with its wall clock set otherwise."""
        self.turn(**step)
        boot_id = hashlib.sha256(self.instant.boot_id.encode()).hexdigest()[:32]
        self.instant = replace(self.instant, mono_ms=5000, boot_id=boot_id)
