"""A table of software of which the sample machine has nothing."""

from core.model.software import SoftwareKind, SoftwareRow, SoftwareTable


def table(sample):
    return SoftwareTable(
        pack_date="2027-01-14",
        expires="2027-12-31",
        rows=(
            SoftwareRow(
                id="7-zip", name="7-Zip", kind=SoftwareKind.OUTDATED, titles=("7-zip ",),
                below="25.01", source="x",
            ),
            SoftwareRow(
                id="office", name="Office", kind=SoftwareKind.OUTDATED, packages=("flash",),
                titles=("microsoft office professional plus 2019",), ends="2025-10-14", source="x",
            ),
            SoftwareRow(
                id="torrent", name="BitTorrent", kind=SoftwareKind.UNWANTED,
                titles=("utorrent",), programs=("utorrent.exe",), packages=("deluge",), source="x",
            ),
            SoftwareRow(
                id="anydesk", name="AnyDesk", kind=SoftwareKind.REMOTE_CONTROL,
                titles=("anydesk",), programs=("anydesk.exe",), services=("anydesk",), source="x",
            ),
        ),
    )  # fmt: skip
