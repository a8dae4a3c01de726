"""A rule that the sample machines keep."""

from core.model.antivirus import PrescribedTable


def table(sample):
    return PrescribedTable(
        pack_date="2026-06-01",
        expires="2027-12-31",
        products=("Microsoft Defender", "ClamAV"),
        basis="Công văn 1",
    )
