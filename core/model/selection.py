"""Selection: which checks a run is asked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which checks were asked for; both empty means all, and the run is a whole one."""

    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    @property
    def partial(self) -> bool:
        """Say whether this run leaves checks out on request."""
        return bool(self.only or self.skip)
