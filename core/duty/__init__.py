"""The duty book: entries that are added, chained, read and verified, and never changed."""
