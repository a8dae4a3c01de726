"""What the log of Microsoft Defender says of finds, and of times without protection."""
