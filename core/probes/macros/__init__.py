"""What office programs do with macros."""
