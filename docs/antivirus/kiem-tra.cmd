@echo off
rem Kiem tra may khi Truc An bi chan: chi doc, khong sua gi, khong noi mang.
rem Ghi cung mot phieu voi phieu-kiem-tra.md. Doc khong duoc thi ghi "Chua biet".
rem Chay:  kiem-tra.cmd [thu muc ghi phieu]      Chu khong dau vi cmd cu khong hien dung dau.
setlocal
set "OUT=%~1"
if "%OUT%"=="" set "OUT=%CD%"
set "FORM=%OUT%\phieu-%COMPUTERNAME%.txt"

set "CV=HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
set "FW=HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"
set "FWP=HKLM\SOFTWARE\Policies\Microsoft\WindowsFirewall"
set "WU=HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU"
set "AU=HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update"

call :value BUILD "%CV%" CurrentBuildNumber
call :value RELEASE "%CV%" DisplayVersion
call :profile DOMAIN DomainProfile DomainProfile
call :profile PRIVATE StandardProfile PrivateProfile
call :profile PUBLIC PublicProfile PublicProfile
call :value NOAUTO "%WU%" NoAutoUpdate
call :service DEFENDER WinDefend
call :service UPDATE wuauserv

set "AUTO=Chua biet: xem Settings - Windows Update"
if "%NOAUTO%"=="0x1" set "AUTO=Chua dat: bi tat bang chinh sach (NoAutoUpdate = 1)"
set "RESTART=Chua biet: xem Settings - Windows Update"
for /f "delims=" %%a in ('reg query "%AU%\RebootRequired" 2^>nul ^| find "RebootRequired"') do set "RESTART=Chua dat: Windows dang cho khoi dong lai"

> "%FORM%" echo PHIEU KIEM TRA MAY TINH (ghi bang tep lenh, khi Truc An bi chan)
>>"%FORM%" echo May: %COMPUTERNAME%   Nguoi dung: %USERNAME%   Luc: %DATE% %TIME%
>>"%FORM%" echo.
>>"%FORM%" echo AV-101  Dich vu Microsoft Defender: %DEFENDER%. Ket luan: Chua biet, xem Windows Security
>>"%FORM%" echo AV-102  Chua biet: xem ngay mau nhan dien trong Windows Security
>>"%FORM%" echo UPD-201 Dich vu Windows Update: %UPDATE%. Ket luan: Chua biet, xem Settings
>>"%FORM%" echo UPD-202 %AUTO%
>>"%FORM%" echo UPD-203 %RESTART%
>>"%FORM%" echo UPD-204 Ban Windows: %RELEASE%, build %BUILD%. Ket luan: so voi han ho tro
>>"%FORM%" echo BAK-301 Chua biet: mo noi sao luu va xem tep moi nhat
>>"%FORM%" echo ACC-401 Chua biet: xem nhom Administrators
>>"%FORM%" echo ACC-402 Chua biet: go  net user TEN
>>"%FORM%" echo ACC-403 Chua biet: xem tai khoan Guest
>>"%FORM%" echo NET-501 Tuong lua: mien %DOMAIN%, rieng %PRIVATE%, cong cong %PUBLIC%
>>"%FORM%" echo SYS-801 Gio may: %DATE% %TIME%. So voi dien thoai
>>"%FORM%" echo.
>>"%FORM%" echo Chua biet thi khong tinh la dat.
if not exist "%FORM%" echo Khong ghi duoc %FORM%
if not exist "%FORM%" exit /b 1
echo Da ghi %FORM%
exit /b 0

:value
set "%1=Chua biet"
for /f "tokens=2,*" %%a in ('reg query %2 /v %3 2^>nul ^| find "REG_"') do set "%1=%%b"
exit /b 0

:profile
rem Chinh sach dung truoc cai dat cua may.
call :value FOUND "%FWP%\%3" EnableFirewall
if "%FOUND%"=="Chua biet" call :value FOUND "%FW%\%2" EnableFirewall
set "%1=chua biet"
if "%FOUND%"=="0x1" set "%1=bat"
if "%FOUND%"=="0x0" set "%1=TAT"
exit /b 0

:service
rem So 4 la dang chay, 1 la da dung; chu sau so thi tuy ngon ngu cua Windows.
set "%1=chua biet"
for /f "tokens=1-3" %%a in ('sc query %2 2^>nul ^| find ":"') do if "%%a"=="STATE" call :state %1 %%c
exit /b 0

:state
if "%2"=="4" set "%1=dang chay"
if "%2"=="1" set "%1=khong chay"
exit /b 0
