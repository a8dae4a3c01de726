"""Numbers of Qt's namespace, for what is built and drawn before the first paint.

The first use of `PySide6.QtCore.Qt` makes more than a hundred enum classes, which takes longer
than making all our widgets. Until the window has been painted these stand in where Qt takes a
plain number or the value of a property; a test compares each with Qt's own.
"""

ALIGN_LEFT = 0x1
ALIGN_RIGHT = 0x2
ALIGN_BOTTOM = 0x40
ALIGN_V_CENTER = 0x80
ALIGN_CENTER = 0x84

TEXT_SINGLE_LINE = 0x100
TEXT_HIDE_MNEMONIC = 0x8000

DISPLAY_ROLE = 0
TOOL_TIP_ROLE = 3
ACCESSIBLE_TEXT_ROLE = 11
USER_ROLE = 0x100

PLAIN_TEXT = 0
NO_FOCUS = 0
SCROLL_BAR_ALWAYS_OFF = 1
