/* The launchers of Trực An: TrucAn.exe (the window) and, with -DCONSOLE, bin\trucan.exe.

   Each runs Python inside its own process, so that the task manager, the firewall and the taskbar
   show the program's own name and icon. Nothing is searched beside a document, in the working
   directory or on PATH: every library comes from `runtime` by its whole path, or from System32.
   Windows looks for libraries beside the program before it looks in System32, and Qt obeys a
   qt.conf that lies there. Neither can be turned off with certainty, so a foreign file of these
   kinds beside the program is refused by name. */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LONGEST 32768
#define FIRST_BUILD 17763 /* Windows 10 1809, the first that Qt 6.8 and later run on */
#define CANNOT_START 70

typedef int (*PythonMain)(int, wchar_t **);
typedef LONG(WINAPI *GetVersionNumbers)(OSVERSIONINFOW *);
typedef BOOL(WINAPI *SetPolicy)(int, void *, SIZE_T);

/* What may steer a library to foreign code; Python's own variables are not heard by its options. */
static const wchar_t *const deaf_to[] = {
    L"QT_PLUGIN_PATH", L"QT_QPA_PLATFORM_PLUGIN_PATH", L"QT_QPA_PLATFORMTHEME",
    L"QT_QPA_GENERIC_PLUGINS", L"QML_IMPORT_PATH", L"QML2_IMPORT_PATH", L"OPENSSL_CONF",
    L"OPENSSL_MODULES", L"OPENSSL_ENGINES", L"SSLKEYLOGFILE", L"SOFTHSM2_CONF",
};

static const wchar_t *const foreign[] = {L"*.dll", L"*.pyd", L"*._pth", L"qt.conf", L"qt6.conf"};

static int refuse(const wchar_t *sentence, const wchar_t *named) {
    static wchar_t text[LONGEST + 512];
    _snwprintf(text, LONGEST + 511, sentence, named);
#ifdef CONSOLE
    static char bytes[4 * LONGEST];
    DWORD written;
    int count = WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, sizeof bytes - 2, NULL, NULL);
    if (count > 0) {
        bytes[count - 1] = '\n';
        WriteFile(GetStdHandle(STD_ERROR_HANDLE), bytes, count, &written, NULL);
    }
#else
    MessageBoxW(NULL, text, L"Trực An", MB_OK | MB_ICONERROR);
#endif
    return CANNOT_START;
}

static int is_too_old(void) {
    OSVERSIONINFOW seen = {sizeof seen};
    GetVersionNumbers ask =
        (GetVersionNumbers)(void *)GetProcAddress(GetModuleHandleW(L"ntdll"), "RtlGetVersion");
    return ask && ask(&seen) == 0 && (seen.dwMajorVersion < 10 || seen.dwBuildNumber < FIRST_BUILD);
}

/* Write the folder of this program, without a closing backslash. */
static int own_folder(wchar_t *folder) {
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST);
    wchar_t *last = length && length < LONGEST ? wcsrchr(folder, L'\\') : NULL;
    if (last) *last = 0;
    return last != NULL;
}

/* Write the name of the first file in a folder that must not be beside the program; 0 for none. */
static int finds_foreign(const wchar_t *folder, wchar_t *name) {
    static wchar_t pattern[LONGEST + 16];
    WIN32_FIND_DATAW seen;
    for (size_t each = 0; each < sizeof foreign / sizeof *foreign; each++) {
        _snwprintf(pattern, LONGEST + 15, L"%ls\\%ls", folder, foreign[each]);
        HANDLE search = FindFirstFileW(pattern, &seen);
        if (search != INVALID_HANDLE_VALUE) {
            FindClose(search);
            _snwprintf(name, LONGEST - 1, L"%ls\\%ls", folder, seen.cFileName);
            return 1;
        }
    }
    return 0;
}

/* Libraries come from System32 and the named folders only, never from a share or a document's. */
static void keep_to_own_libraries(void) {
    DWORD prefer_system = 4; /* PreferSystem32Images; a share is a lawful place for the program */
    SetPolicy set =
        (SetPolicy)(void *)GetProcAddress(GetModuleHandleW(L"kernel32"), "SetProcessMitigationPolicy");
    if (set) set(10 /* ProcessImageLoadPolicy */, &prefer_system, sizeof prefer_system);
    SetDllDirectoryW(L"");
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32 | LOAD_LIBRARY_SEARCH_USER_DIRS);
}

int wmain(int count, wchar_t **given) {
    static wchar_t beside[LONGEST], base[LONGEST], found[LONGEST];
    static wchar_t library[LONGEST + 64], script[LONGEST + 64], host[LONGEST + 64];

    keep_to_own_libraries();
    for (size_t each = 0; each < sizeof deaf_to / sizeof *deaf_to; each++)
        SetEnvironmentVariableW(deaf_to[each], NULL);
    if (is_too_old())
        return refuse(L"Trực An cần Windows 10 bản 1809 trở lên, 64-bit.%ls", L"");
    if (!own_folder(beside))
        return refuse(L"Đường dẫn tới Trực An quá dài. Hãy chép chương trình sang thư mục khác.%ls", L"");
    wcscpy(base, beside);
#ifdef CONSOLE
    wchar_t *last = wcsrchr(base, L'\\');
    if (last) *last = 0;
#endif
    if (finds_foreign(beside, found) || (wcscmp(base, beside) && finds_foreign(base, found)))
        return refuse(L"Có tệp lạ nằm cạnh chương trình:\n%ls\n"
                      L"Trực An không mở khi có tệp này, vì Windows có thể nạp nó thay cho tệp của "
                      L"hệ thống. Hãy nhờ cán bộ kỹ thuật xem tệp từ đâu đến, rồi chuyển nó đi.", found);

    _snwprintf(library, LONGEST + 63, L"%ls\\runtime\\python313.dll", base);
    _snwprintf(script, LONGEST + 63, L"%ls\\app\\main.py", base);
    _snwprintf(host, LONGEST + 63, L"trucan=%ls\\bin\\trucan.exe", base);
    if (GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES)
        return refuse(L"Thiếu tệp của Trực An:\n%ls\nThư mục chép chưa đủ, hoặc phần mềm diệt vi-rút đã "
                      L"lấy đi. Hãy chép hoặc cài lại.", script);
    HMODULE python = LoadLibraryExW(library, NULL,
        LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    PythonMain run = python ? (PythonMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (!run)
        return refuse(L"Không nạp được tệp của Trực An:\n%ls\nThư mục chép chưa đủ, hoặc phần mềm diệt "
                      L"vi-rút đã lấy đi. Hãy chép hoặc cài lại.", library);

    /* Isolated, writes no bytecode, UTF-8; `trucan` tells the program how its reader is started. */
    wchar_t *own[] = {given[0], L"-I", L"-B", L"-X", L"utf8", L"-X", host, script};
    size_t kept = sizeof own / sizeof *own;
    wchar_t **whole = calloc(kept + count, sizeof *whole);
    if (!whole) return CANNOT_START;
    memcpy(whole, own, sizeof own);
    for (int each = 1; each < count; each++) whole[kept + each - 1] = given[each];
    return run((int)kept + count - 1, whole);
}

#ifndef CONSOLE
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) {
    return wmain(__argc, __wargv);
}
#endif
