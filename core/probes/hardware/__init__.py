"""How the machine itself is: room, disks, memory, age."""
