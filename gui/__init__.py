"""The face with a window. It imports the house, the model and the words, nothing deeper."""
