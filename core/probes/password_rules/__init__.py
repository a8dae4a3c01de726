"""The rules that new passwords and wrong ones meet."""
