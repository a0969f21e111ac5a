@echo off
rem Opens the workbook of this folder, or the one that is dropped onto this file, and connects
rem it first with the program that lies here, where it is not yet. Plain ASCII with CRLF.
rem What was dropped is read from the whole command: & or = in a name ends the words of %1.
setlocal EnableExtensions EnableDelayedExpansion
set "UNIONXL_COMMAND=!cmdcmdline!"
setlocal DisableDelayedExpansion
set "PYTHON=%~dp0python\python.exe"
if not exist "%PYTHON%" goto incomplete
"%PYTHON%" -X utf8 -m unionxl.portable "--here=%~dp0." "%~1"
if not "%errorlevel%"=="0" goto failed
exit 0

:failed
pause
exit 1

rem Nothing is beside this file that could speak Chinese: a page of the browser does.
:incomplete
set "PAGE=%TEMP%\unionxl-open.html"
>"%PAGE%" echo ^<h2^>^&#24037;^&#20250;^&#24037;^&#20316;^&#31807;^&#65306;^&#36824;^&#19981;^&#33021;^&#25171;^&#24320;^</h2^>
>>"%PAGE%" echo ^<p^>^&#26049;^&#36793;^&#30340;^&#25991;^&#20214;^&#19981;^&#40784;^&#12290;^</p^>
>>"%PAGE%" echo ^<p^>^&#22312;^&#21387;^&#32553;^&#21253;^&#37324;^&#30452;^&#25509;^&#21452;^&#20987;^&#30340;^&#65306;^&#35831;^&#20808;^&#21491;^&#20987;^&#21387;^&#32553;^&#21253;^&#65292;^&#36873;^&#8220;^&#20840;^&#37096;^&#35299;^&#21387;^&#32553;^&#8221;^&#65292;^&#20877;^&#21040;^&#35299;^&#21387;^&#20986;^&#26469;^&#30340;^&#25991;^&#20214;^&#22841;^&#37324;^&#21452;^&#20987;^&#12290;^</p^>
>>"%PAGE%" echo ^<p^>^&#24050;^&#32463;^&#35299;^&#21387;^&#30340;^&#65306;^&#21487;^&#33021;^&#26159;^&#26432;^&#27602;^&#36719;^&#20214;^&#21024;^&#20102;^&#25991;^&#20214;^&#65292;^&#35831;^&#20174;^&#23427;^&#30340;^&#38548;^&#31163;^&#21306;^&#24674;^&#22797;^&#24182;^&#35774;^&#20026;^&#20449;^&#20219;^&#65292;^&#25110;^&#37325;^&#26032;^&#35299;^&#21387;^&#65292;^&#25972;^&#20010;^&#25991;^&#20214;^&#22841;^&#25918;^&#22312;^&#19968;^&#36215;^&#12290;^</p^>
echo Please extract the whole ZIP file first, then start the file in the extracted folder.
start "" "%PAGE%"
pause
exit 1
