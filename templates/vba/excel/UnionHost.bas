Attribute VB_Name = "UnionHost"
Option Explicit

' Excel: an action runs in Python, which talks to this Excel through xlwings.

Public Sub UnionRun(ByVal action As String)
    If action = "" Or action Like "*[!a-z_]*" Then Exit Sub
    If action = "help" Then
        ShowGuide
        Exit Sub
    End If
    On Error GoTo NotStarted  ' else Excel shows its own English box with a button Debug
#If Mac Then
    RunOnMac action
#Else
    RunOnWindows action
#End If
    Exit Sub
NotStarted:
    MsgBox TextNotStarted(), vbInformation, TextTitle()
End Sub

' Found by a name that goes along when the sheet is renamed; works before the program is set up.
Private Sub ShowGuide()
    Dim sheet As Object
    On Error GoTo NoGuide
    Set sheet = ThisWorkbook.Names("UnionGuide").RefersToRange.Worksheet
    sheet.Visible = -1
    sheet.Activate
    Exit Sub
NoGuide:
    MsgBox TextNoGuide(), vbInformation, TextTitle()
End Sub

Private Sub RunOnMac(ByVal action As String)
    If GetConfig("INTERPRETER_MAC", "") = "" Then
        MsgBox TextNotSetUp(), vbInformation, TextTitle()
    Else
        RunPython "from unionxl.addin import main; main('" & action & "')"
    End If
End Sub

' Starts the program itself rather than RunPython, so that it can catch every fault before xlwings
' is imported. -P keeps a stray calendar.py in the current folder out.
Private Sub RunOnWindows(ByVal action As String)
    Dim interpreter As String
    interpreter = GetConfig("INTERPRETER_WIN", "")
    If InStr(interpreter, "\") = 0 Or Not FileExists(interpreter) Then
        MsgBox TextNotSetUp(), vbInformation, TextTitle()
    Else
        RunFrozenPython interpreter, "-P -m unionxl.addin " & action
    End If
End Sub
