"""What the system log of Windows says of disks, of sudden stops, of the clock, of itself."""
