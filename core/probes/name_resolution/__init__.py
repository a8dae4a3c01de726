"""How names and web traffic leave this machine: hosts file, name servers, proxy."""
