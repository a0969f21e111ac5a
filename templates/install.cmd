@echo off
rem Finds a Python that the program supports and has it do the rest: install\install.py.
rem A workbook may be dropped onto this file; without one a new workbook is made in the
rem documents of the user. A folder "wheels" beside this file serves computers without internet.
rem This file must be plain ASCII with CRLF; what the reader is told stands in the folder install.
rem What was dropped is read from the whole command: & or = in a name ends the words of %1.
setlocal EnableExtensions EnableDelayedExpansion
set "UNIONXL_COMMAND=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "WORDS=%~dp0install\"
set "INSTALLER=%~dp0install\install.py"
if not exist "%INSTALLER%" set "INSTALLER=%~dp0..\unionxl\install.py"
if not exist "%INSTALLER%" goto incomplete
if not exist "%WORDS%none.txt" goto incomplete

rem Settings of other programs must not lead Python elsewhere, nor may py start an installation.
set "PYTHONHOME="
set "PYTHONPATH="
set "PYLAUNCHER_ALLOW_INSTALL="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"

echo [1/4] Python
set "BASE="
set "STORE="
set "UNIONXL_NEWER="
for %%c in (11 12 13 14 15) do set "SEEN_%%c="
call :try py.exe -3
for %%v in (3.13 3.12 3.11 3.14) do call :try py.exe -%%v
rem Where that was one of 32 bits or for ARM, another of the same number may be there.
if defined SEEN_13 for %%v in (3.13 3.12 3.11 3.14) do call :try py.exe -%%v-64
if defined SEEN_14 for %%v in (3.13 3.12 3.11 3.14) do call :try py.exe -%%v-64
call :try python.exe
call :try python3.exe
for %%v in (3.13 3.12 3.11 3.14) do call :look %%v
rem The Python of the Microsoft Store keeps its files in a place of its own: the last choice.
if not defined BASE if defined STORE set BASE=%STORE%
if defined BASE goto install

rem The reason that helps most, of all that were met.
set "REASON=none"
if defined SEEN_11 set "REASON=old"
if defined SEEN_12 set "REASON=new"
if defined SEEN_14 set "REASON=arm"
if defined SEEN_13 set "REASON=32-bit"
if defined SEEN_15 set "REASON=wheels"
chcp 65001 >nul
type "%WORDS%%REASON%.txt"
goto failed

:install
%BASE% -I -X utf8 "%INSTALLER%" "--here=%HERE%." "%~1"
if not "%errorlevel%"=="0" goto failed
pause
exit 0

:failed
if exist "%WORDS%help.txt" start "" notepad "%WORDS%help.txt"
pause
exit 1

rem Looks where installers put Python: for one user (two of them), for all.
:look
set "DIGITS=%1"
set "DIGITS=%DIGITS:.=%"
set CANDIDATE="%LOCALAPPDATA%\Programs\Python\Python%DIGITS%\python.exe"
call :try_file
set CANDIDATE="%LOCALAPPDATA%\Python\pythoncore-%1-64\python.exe"
call :try_file
set CANDIDATE="%ProgramFiles%\Python%DIGITS%\python.exe"
call :try_file
exit /b

:try_file
if exist %CANDIDATE% goto probe
exit /b

:try
set CANDIDATE=%*

rem Starts a candidate, first with words that every Python understands, then with ours.
:probe
if defined BASE exit /b
%CANDIDATE% -c "import sys, sysconfig; v = sys.version_info[:2]; p = sysconfig.get_platform(); sys.exit(11 if v < (3, 11) else 12 if v > (3, 14) else 13 if p == 'win32' else 14 if 'arm' in p else 0)" >nul 2>nul
set "CODE=%errorlevel%"
if "%CODE%"=="0" goto ask
set "SEEN_%CODE%=1"
if "%CODE%"=="12" set "UNIONXL_NEWER=1"
exit /b

:ask
%CANDIDATE% -I -X utf8 "%INSTALLER%" "--here=%HERE%." --probe >nul 2>nul
set "CODE=%errorlevel%"
set "SEEN_%CODE%=1"
if "%CODE%"=="0" set BASE=%CANDIDATE%
if "%CODE%"=="16" if not defined STORE set STORE=%CANDIDATE%
exit /b

rem Nothing is beside this file that could speak Chinese: a page of the browser does.
:incomplete
set "PAGE=%TEMP%\unionxl-install.html"
>"%PAGE%" echo ^<h2^>^&#24037;^&#20250;^&#24037;^&#20316;^&#31807;^&#65306;^&#36824;^&#19981;^&#33021;^&#23433;^&#35013;^</h2^>
>>"%PAGE%" echo ^<p^>install.cmd ^&#26049;^&#36793;^&#30340;^&#25991;^&#20214;^&#19981;^&#40784;^&#12290;^</p^>
>>"%PAGE%" echo ^<p^>^&#22312;^&#21387;^&#32553;^&#21253;^&#37324;^&#30452;^&#25509;^&#21452;^&#20987;^&#30340;^&#65306;^&#35831;^&#20808;^&#21491;^&#20987;^&#21387;^&#32553;^&#21253;^&#65292;^&#36873;^&#8220;^&#20840;^&#37096;^&#35299;^&#21387;^&#32553;^&#8221;^&#65288;^&#35299;^&#21387;^&#21040;^&#24403;^&#21069;^&#25991;^&#20214;^&#22841;^&#65289;^&#65292;^&#20877;^&#21040;^&#35299;^&#21387;^&#20986;^&#26469;^&#30340;^&#25991;^&#20214;^&#22841;^&#37324;^&#21452;^&#20987; install.cmd^&#12290;^</p^>
>>"%PAGE%" echo ^<p^>^&#24050;^&#32463;^&#35299;^&#21387;^&#30340;^&#65306;^&#21487;^&#33021;^&#26159;^&#26432;^&#27602;^&#36719;^&#20214;^&#21024;^&#20102;^&#25991;^&#20214;^&#65292;^&#35831;^&#20174;^&#23427;^&#30340;^&#38548;^&#31163;^&#21306;^&#24674;^&#22797;^&#24182;^&#35774;^&#20026;^&#20449;^&#20219;^&#65292;^&#25110;^&#37325;^&#26032;^&#35299;^&#21387;^&#65292;^&#25972;^&#20010;^&#25991;^&#20214;^&#22841;^&#25918;^&#22312;^&#19968;^&#36215;^&#12290;^</p^>
echo Please extract the whole ZIP file first, then start install.cmd in the extracted folder.
start "" "%PAGE%"
pause
exit 1
