"""Whether files can really be had back from the declared backup places."""
