/* Wine 8 lacks this one; Qt 6.12 wants it for colour-managed screens only. Lab only. */
#include <windows.h>

void *WINAPI x_WcsCreateIccProfile(void *profile, DWORD options) {
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}
