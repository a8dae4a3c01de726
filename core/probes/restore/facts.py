"""Whether files can really be had back from the declared backup places."""

from dataclasses import dataclass
from typing import ClassVar

from core.model.facts import Facts
from core.model.unknown import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredSample:
    """What a test restore from one place came to.

    `restored` counts files that were copied back, found to be the same by SHA-256, opened where
    they are archives or documents, and removed again; `megabytes` are theirs. `failed` names files
    that could not be had back, with the reason. `proof` is the SHA-256 over the digests of the
    restored files in the order of their names: it stands for the sample without showing it.
    `sealed` says that the place holds a repository that only its own program opens.
    """

    place: str
    restored: int | Unknown
    megabytes: int | Unknown
    failed: tuple[str, ...] | Unknown
    proof: str | Unknown
    sealed: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreFacts(Facts):
    """A test restore from every declared place that is there; only made when it is asked for."""

    TOPIC: ClassVar[str] = "restore"

    samples: tuple[RestoredSample, ...] | Unknown
