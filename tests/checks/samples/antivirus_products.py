"""Products by the names they go by."""

from core.model.antivirus import ProductRow, ProductTable


def table(sample):
    return ProductTable(
        pack_date="2026-06-01",
        expires="2027-12-31",
        rows=(
            ProductRow(name="Microsoft Defender", maker="x", titles=("microsoft defender",)),
            ProductRow(name="ClamAV", maker="x", titles=("clamav",)),
            ProductRow(name="Bkav", maker="x", titles=("bkav",)),
        ),
    )
