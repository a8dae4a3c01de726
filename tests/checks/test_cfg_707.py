"""CFG-707: the security chip."""

import pytest

from core.model.unknown import Unknown, UnknownCode

RESTS_ON = {os: {"tpm"} for os in ("windows", "linux")}


@pytest.mark.parametrize(
    ("tpm", "container", "key"),
    [
        (2, "", "pass.good"),
        (1, "", "warn.old"),
        (0, "", "warn.none"),
        (0, "docker", "not_applicable.container"),
        (Unknown(UnknownCode.SERVICE_OFF, ""), "", "unknown.service_off_unsaid"),
    ],
)
def test_the_version(windows, judge, of, tpm, container, key):
    facts = of(windows, "boot_protection", tpm=tpm, container=container)
    assert judge("CFG-707", windows, facts).message.key == key
