/* Wine 8 has no icuuc.dll (Windows 10 1703 and later have). Qt 6.10 and later import it for named
   text codecs only; here every such codec is "not available". Lab only. */
#include <stdint.h>

#define SHOWN __declspec(dllexport)
#define NOT_AVAILABLE(error) do { if (error) *(error) = 4; } while (0)
typedef int32_t Error;

SHOWN void *ucnv_open(const char *name, Error *error) { NOT_AVAILABLE(error); return 0; }
SHOWN void ucnv_close(void *codec) {}
SHOWN void ucnv_reset(void *codec) {}
SHOWN void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
SHOWN void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
SHOWN int8_t ucnv_getMaxCharSize(const void *codec) { return 1; }
SHOWN const char *ucnv_getName(const void *codec, Error *error) { NOT_AVAILABLE(error); return 0; }
SHOWN void ucnv_getToUCallBack(void *codec, void **action, const void **context) {}
SHOWN void ucnv_getFromUCallBack(void *codec, void **action, const void **context) {}
SHOWN void ucnv_setToUCallBack(void *c, void *a, const void *x, void **o, const void **p, Error *e) {}
SHOWN void ucnv_setFromUCallBack(void *c, void *a, const void *x, void **o, const void **p, Error *e) {}
SHOWN void ucnv_cbToUWriteUChars(void *a, const void *s, int32_t l, int32_t o, Error *e) {}
SHOWN void ucnv_cbFromUWriteUChars(void *a, const void **s, const void *l, int32_t o, Error *e) {}
SHOWN void ucnv_toUnicode(void *codec, void **target, const void *target_end, const char **source,
                          const char *source_end, int32_t *offsets, int8_t flush, Error *error) {
    NOT_AVAILABLE(error);
}
SHOWN void ucnv_fromUnicode(void *codec, char **target, const char *target_end, const void **source,
                            const void *source_end, int32_t *offsets, int8_t flush, Error *error) {
    NOT_AVAILABLE(error);
}
SHOWN int32_t ucnv_toUCountPending(const void *codec, Error *error) { return 0; }
SHOWN const char *ucnv_getStandardName(const char *n, const char *s, Error *error) { return 0; }
SHOWN const char *ucnv_getAvailableName(int32_t number) { return 0; }
SHOWN int32_t ucnv_countAvailable(void) { return 0; }
