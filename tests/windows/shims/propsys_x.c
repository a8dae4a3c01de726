/* Wine 8 lacks this one; CPython's _wmi needs it, hence platform.uname(). Scalars only. Lab only. */
#define COBJMACROS
#include <windows.h>
#include <oleauto.h>

HRESULT WINAPI x_VariantToString(const VARIANT *value, WCHAR *text, UINT room) {
    VARIANT plain;
    HRESULT result;
    UINT length;

    VariantInit(&plain);
    if (V_VT(value) == VT_EMPTY || V_VT(value) == VT_NULL) {
        if (room) text[0] = 0;
        return S_OK;
    }
    result = VariantChangeTypeEx(&plain, (VARIANT *)value, LOCALE_INVARIANT, VARIANT_ALPHABOOL, VT_BSTR);
    if (FAILED(result)) return result;
    length = SysStringLen(V_BSTR(&plain));
    if (length + 1 > room) {
        VariantClear(&plain);
        return E_NOT_SUFFICIENT_BUFFER;
    }
    if (length) CopyMemory(text, V_BSTR(&plain), length * sizeof(WCHAR));
    text[length] = 0;
    VariantClear(&plain);
    return S_OK;
}
