@echo off
rem Puts the program into a private folder of this user and connects a workbook with it.
rem A folder "wheels" beside this file serves computers without internet. A workbook may be
rem dropped onto this file; without one a new workbook is made in the documents of the user.
rem The texts for the reader stand in install-help.txt: this file must be plain ASCII.
setlocal
set "TARGET=%LOCALAPPDATA%\unionxl\python"
set "PYTHON=%TARGET%\Scripts\python.exe"
set "HELP_FILE=%~dp0install-help.txt"
set "WORKBOOK=%~1"
if "%WORKBOOK%"=="" set "WORKBOOK=%USERPROFILE%\Documents\unionbook.xlsm"
set PYTHONUTF8=1
chcp 65001 >nul

echo [1/4] Python
set "BASE="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "BASE=py -3"
if not defined BASE python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "BASE=python"
if not defined BASE goto failed

echo [2/4] %TARGET%
if not exist "%PYTHON%" %BASE% -m venv "%TARGET%"
if not exist "%PYTHON%" goto failed

echo [3/4] unionxl
if exist "%~dp0wheels\" goto offline
if exist "%~dp0..\pyproject.toml" goto source
goto failed

:offline
"%PYTHON%" -m pip install --disable-pip-version-check --no-index --find-links "%~dp0wheels" --upgrade unionxl
if errorlevel 1 goto failed
goto connect

:source
"%PYTHON%" -m pip install --disable-pip-version-check --upgrade "%~dp0.."
if errorlevel 1 goto failed

:connect
echo [4/4] %WORKBOOK%
if not exist "%WORKBOOK%" "%PYTHON%" -P -m unionxl new "%WORKBOOK%"
if errorlevel 1 goto failed
"%PYTHON%" -P -m unionxl setup "%WORKBOOK%"
if errorlevel 1 goto failed
"%PYTHON%" -P -m unionxl doctor "%WORKBOOK%"
pause
exit /b 0

:failed
start "" notepad "%HELP_FILE%"
pause
exit /b 1
