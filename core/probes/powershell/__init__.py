"""What PowerShell leaves behind."""
