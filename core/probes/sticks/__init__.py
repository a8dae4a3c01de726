"""What lies at the top of media that can be pulled out, as worms leave it there."""
