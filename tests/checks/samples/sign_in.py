"""Ways to sign in of a machine in order."""

from core.model.facts import Origin
from core.model.unknown import Unknown, UnknownCode
from core.probes.sign_in.facts import LastSignIn, SignInFacts


def facts(sample):
    """Return facts that pass."""
    foreign = Unknown(UnknownCode.NOT_SUPPORTED, "of the other system")
    yesterday = "2027-01-19T01:00:00Z"
    return SignInFacts(
        origin=Origin(backend="test", at=sample.now),
        automatic="",
        stored_password=sample.here(False, foreign),
        last=(LastSignIn(name="quantri", id=sample.account().id, at=yesterday),),
        empty_refused=True,
        unasked=sample.here(foreign, ()),
        laps=sample.here("ad", foreign),
    )
