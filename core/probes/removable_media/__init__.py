"""What happens when a stick or disc is put in."""
