"""One file for each command or group of commands; the module's name is the command's name."""
