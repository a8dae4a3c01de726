"""Trusted keys: adding, revoking, looking up; sets never change."""

import pytest

from core.seal.keys import SigningKey
from core.seal.trust import TrustedKeys

KEY = SigningKey(bytes(32)).verify_key


def test_a_key_is_found_by_its_id_and_sets_do_not_change() -> None:
    """Adding gives a new set; the old one does not know the key."""
    empty = TrustedKeys()
    trusted = empty.add(KEY, "Phòng máy")
    found = trusted.find(KEY.id)

    assert empty.find(KEY.id) is None
    assert found is not None
    assert (found.key, found.owner, found.holds_on("2027-01-05")) == (KEY, "Phòng máy", True)


def test_a_revoked_key_counts_for_earlier_seals_only() -> None:
    """From its day of revocation on, nothing counts; a later date given later changes nothing."""
    trusted = TrustedKeys().add(KEY, "a").revoke(KEY.id, "2027-01-05").revoke(KEY.id, "2027-03-01")
    found = trusted.find(KEY.id)

    assert found is not None
    assert found.holds_on("2027-01-04")
    assert not found.holds_on("2027-01-05")
    assert not found.holds_on("2027-02-01")


def test_revocation_is_final() -> None:
    """A revoked key is not trusted again by adding it; a stranger cannot be revoked."""
    trusted = TrustedKeys().add(KEY, "a").revoke(KEY.id, "2027-01-05")

    with pytest.raises(ValueError, match="revoked"):
        trusted.add(KEY, "b")
    with pytest.raises(KeyError):
        TrustedKeys().revoke(KEY.id, "2027-01-05")
