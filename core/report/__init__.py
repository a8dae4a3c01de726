"""Documents and their writers: from the values of a run to pages that can be signed."""
