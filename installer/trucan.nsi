; The installer of Trực An. Called by make.py with VERSION, OUT, WORK, HERE, KIBIBYTES, SIGN.
; Silent: TrucAn-…-cai-dat.exe /S [/AllUsers] [/Schedule] [/D=folder]; uninstall.exe /S [/AllUsers]
Unicode true
Target amd64-unicode
SetDateSave off
SetCompressor /SOLID lzma
SetCompressorDictSize 64
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include nsDialogs.nsh

!define NAME "Trực An"
!define PLACE "TrucAn"
!define UN "Software\Microsoft\Windows\CurrentVersion\Uninstall\TrucAn"

Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir ""
BrandingText "${NAME} ${VERSION}"
ManifestDPIAware true
ManifestLongPathAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey FileDescription "Bộ cài ${NAME}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey CompanyName "${NAME}"
VIAddVersionKey LegalCopyright "Apache-2.0"
!ifdef SIGN
!uninstfinalize '${SIGN} "%1"'
!endif

Var ForAll
Var Asked
Var Schedule

!define MUI_ICON "${HERE}/trucan.ico"
!define MUI_UNICON "${HERE}/trucan.ico"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
Page custom ShowWho LeaveWho
!insertmacro MUI_PAGE_DIRECTORY
Page custom ShowSchedule LeaveSchedule
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\TrucAn.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

LangString WhoTitle ${LANG_VIETNAMESE} "Cài cho ai"
LangString WhoText ${LANG_VIETNAMESE} "Cài cho riêng tài khoản này thì không cần quyền quản trị."
LangString WhoMe ${LANG_VIETNAMESE} "Cho riêng tôi"
LangString WhoAll ${LANG_VIETNAMESE} "Cho mọi người dùng máy này (cần quyền quản trị)"
LangString DailyTitle ${LANG_VIETNAMESE} "Kiểm tra hằng ngày"
LangString DailyText ${LANG_VIETNAMESE} "Trực An có thể tự kiểm tra máy mỗi ngày lúc 09:00 và lưu kết quả. Đổi lại được trong Cài đặt."
LangString DailyTick ${LANG_VIETNAMESE} "Kiểm tra máy mỗi ngày"
LangString TooOld ${LANG_VIETNAMESE} "Trực An cần Windows 10 bản 1809 trở lên, 64-bit."
LangString InUse ${LANG_VIETNAMESE} "Trực An đang mở. Hãy đóng cửa sổ Trực An rồi làm lại."
LangString NoRight ${LANG_VIETNAMESE} "Cài cho mọi người cần quyền quản trị. Hãy nhờ cán bộ kỹ thuật."
LangString Kept ${LANG_VIETNAMESE} "Sổ trực và các lần kiểm tra vẫn được giữ."

!macro UseContext
  ${If} $ForAll == 1
    SetShellVarContext all
    SetRegView 64
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; Where it stands already is where an upgrade goes, unless a folder was named.
!macro ChooseFolder
  StrCpy $0 ""
  ${If} $ForAll == 1
    ReadRegStr $0 HKLM "${UN}" "InstallLocation"
    StrCpy $1 "$PROGRAMFILES64\${PLACE}"
  ${Else}
    ReadRegStr $0 HKCU "${UN}" "InstallLocation"
    StrCpy $1 "$LOCALAPPDATA\Programs\${PLACE}"
  ${EndIf}
  ${If} $Asked == ""
    StrCpy $INSTDIR $1
    ${If} $0 != ""
      StrCpy $INSTDIR $0
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 1
    Quit
  ${EndIf}
  StrCpy $Asked $INSTDIR
  StrCpy $ForAll 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $ForAll 1
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 != "Admin"
      MessageBox MB_OK|MB_ICONSTOP "$(NoRight)" /SD IDOK
      SetErrorLevel 1
      Quit
    ${EndIf}
  ${EndIf}
  StrCpy $Schedule 0
  ClearErrors
  ${GetOptions} $0 "/Schedule" $1
  ${IfNot} ${Errors}
    StrCpy $Schedule 1
  ${EndIf}
  !insertmacro UseContext
  !insertmacro ChooseFolder
FunctionEnd

Function ShowWho
  ${If} $ForAll == 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(WhoTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "$(WhoText)"
  Pop $0
  ${NSD_CreateFirstRadioButton} 8u 32u 90% 14u "$(WhoMe)"
  Pop $1
  ${NSD_Check} $1
  ${NSD_CreateAdditionalRadioButton} 8u 50u 90% 14u "$(WhoAll)"
  Pop $2
  nsDialogs::Show
FunctionEnd

; An ordinary start never asks for elevation; this explicit choice starts the installer anew.
Function LeaveWho
  ${NSD_GetState} $2 $0
  ${If} $0 == ${BST_CHECKED}
    UserInfo::GetAccountType
    Pop $1
    ${If} $1 == "Admin"
      StrCpy $ForAll 1
      !insertmacro UseContext
      !insertmacro ChooseFolder
    ${Else}
      ExecShell "runas" "$EXEPATH" "/AllUsers"
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function ShowSchedule
  ; For all users each account decides for itself, in the settings.
  ${If} $ForAll == 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(DailyTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 24u "$(DailyText)"
  Pop $0
  ${NSD_CreateCheckbox} 8u 32u 90% 14u "$(DailyTick)"
  Pop $3
  nsDialogs::Show
FunctionEnd

Function LeaveSchedule
  ${NSD_GetState} $3 $0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Schedule 1
  ${EndIf}
FunctionEnd

; A running program holds its own file: then nothing is touched.
!macro RefuseWhileOpen
  ${If} ${FileExists} "$INSTDIR\TrucAn.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\TrucAn.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONSTOP "$(InUse)" /SD IDOK
      SetErrorLevel 2
      Abort "$(InUse)"
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Program"
  !insertmacro RefuseWhileOpen
  ; An upgrade first takes away what the earlier version brought, by its own list.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$PLUGINSDIR\earlier.exe"
    ${If} $ForAll == 1
      ExecWait '"$PLUGINSDIR\earlier.exe" /S /Upgrade /AllUsers _?=$INSTDIR'
    ${Else}
      ExecWait '"$PLUGINSDIR\earlier.exe" /S /Upgrade _?=$INSTDIR'
    ${EndIf}
  ${EndIf}
  !include "${WORK}/put.nsh"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\TrucAn.exe"
  ${If} $ForAll == 1
    FileOpen $0 "$INSTDIR\for-all-users" w
    FileClose $0
  ${EndIf}
  WriteRegStr SHCTX "${UN}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UN}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UN}" "Publisher" "${NAME}"
  WriteRegStr SHCTX "${UN}" "DisplayIcon" "$INSTDIR\TrucAn.exe"
  WriteRegStr SHCTX "${UN}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UN}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UN}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UN}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD SHCTX "${UN}" "NoModify" 1
  WriteRegDWORD SHCTX "${UN}" "NoRepair" 1
  ${If} $Schedule == 1
    nsExec::Exec '"$INSTDIR\bin\trucan.exe" schedule on'
    Pop $0
  ${EndIf}
SectionEnd

Function un.onInit
  SetRegView 64
  StrCpy $ForAll 0
  ${If} ${FileExists} "$INSTDIR\for-all-users"
    StrCpy $ForAll 1
  ${EndIf}
  !insertmacro UseContext
FunctionEnd

Section "Uninstall"
  !insertmacro RefuseWhileOpen
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/Upgrade" $1
  ${If} ${Errors}
    nsExec::Exec '"$INSTDIR\bin\trucan.exe" schedule off'
    Pop $0
    Delete "$SMPROGRAMS\${NAME}.lnk"
    DeleteRegKey SHCTX "${UN}"
  ${EndIf}
  ; Only what was brought is removed: never a whole folder, which may hold something of the user's.
  !include "${WORK}/take.nsh"
  Delete "$INSTDIR\for-all-users"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DetailPrint "$(Kept)"
SectionEnd
