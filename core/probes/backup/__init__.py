"""What really lies in the declared backup places."""
