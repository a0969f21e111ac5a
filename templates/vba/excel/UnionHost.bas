Attribute VB_Name = "UnionHost"
Option Explicit

' Excel: an action runs in Python, which talks to this Excel through xlwings.

Public Sub UnionRun(ByVal action As String)
    If action = "" Or action Like "*[!a-z_]*" Then Exit Sub
    If action = "help" Then
        ShowSheet "UnionGuide", TextNoGuide()
        Exit Sub
    End If
    If action = "more" Then
        ShowSheet "UnionMore", TextNoMore()
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

' Brings the sheets of some tables into sight and turns to the first; each is found by its table,
' whatever became of its name.
Public Sub UnionShow(ByVal tables As String)
    Dim sheet As Object, table As Object, first As Object
    On Error GoTo NotShown
    For Each sheet In ThisWorkbook.Worksheets
        For Each table In sheet.ListObjects
            If InStr(" " & tables & " ", " " & table.Name & " ") > 0 Then
                sheet.Visible = -1
                If first Is Nothing Then Set first = sheet
            End If
        Next table
    Next sheet
    If Not first Is Nothing Then first.Activate
    Exit Sub
NotShown:
    MsgBox TextNotShown(), vbInformation, TextTitle()
End Sub

' Found by a name that goes along when the sheet is renamed; works before the program is set up.
Private Sub ShowSheet(ByVal name As String, ByVal missing As String)
    Dim sheet As Object
    On Error GoTo NoSheet
    Set sheet = ThisWorkbook.Names(name).RefersToRange.Worksheet
    sheet.Visible = -1
    sheet.Activate
    Exit Sub
NoSheet:
    MsgBox missing, vbInformation, TextTitle()
End Sub

' A workbook may come from anywhere, so its hidden sheet does not decide which program starts: the
' place must be the one where the installer puts the program, or stand in the settings of the user.
Private Function TrustedInterpreter(ByVal key As String, ByVal installed As String) As String
    Dim asked As String
    asked = GetConfig(key, "", "sheet")
    If IsSame(asked, installed) Or IsSame(asked, GetConfig("UNIONXL_" & key, "", "user")) Or IsSame(asked, GetConfig(key, "", "user")) Then
        TrustedInterpreter = asked
    ElseIf asked = "" Then
        MsgBox TextNotSetUp(), vbInformation, TextTitle()
    Else
        MsgBox TextNotTrusted(), vbInformation, TextTitle()
    End If
End Function

Private Function IsSame(ByVal asked As String, ByVal known As String) As Boolean
    IsSame = asked <> "" And LCase(asked) = LCase(known)
End Function

' Nothing of the hidden sheet may add a folder to import from.
Private Sub RunOnMac(ByVal action As String)
    If TrustedInterpreter("INTERPRETER_MAC", "") = "" Then Exit Sub
    If GetConfig("PYTHONPATH", "", "sheet") <> "" Or LCase(GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "", "sheet")) <> "false" Then
        MsgBox TextNotTrusted(), vbInformation, TextTitle()
    Else
        If needs_a_row(action) Then NoteSelection
        RunPython "from unionxl.addin import main; main('" & action & "')"
    End If
End Sub

' On a Mac the workbook is closed before the program runs, and no text of the clerk's becomes part
' of a command: the sheet and the rows that are selected stand in the hidden sheet.
Private Sub NoteSelection()
    Dim area As Object, rows As String
    SetOption "SELECTED_SHEET", ""
    SetOption "SELECTED_ROWS", ""
    If TypeName(Selection) <> "Range" Then Exit Sub
    If Selection.Worksheet.Parent.Name <> ThisWorkbook.Name Then Exit Sub
    For Each area In Selection.Areas
        rows = rows & "," & area.Row & "-" & (area.Row + area.Rows.Count - 1)
    Next area
    SetOption "SELECTED_SHEET", Selection.Worksheet.Name
    SetOption "SELECTED_ROWS", Mid(rows, 2)
End Sub

Private Sub SetOption(ByVal key As String, ByVal text As String)
    Dim sheet As Object, row As Long
    Set sheet = ThisWorkbook.Worksheets("xlwings.conf")
    For row = 1 To 100
        If sheet.Cells(row, 1).Value = key Or sheet.Cells(row, 1).Value = "" Then
            sheet.Cells(row, 1).Value = key
            sheet.Cells(row, 2).NumberFormat = "@"
            sheet.Cells(row, 2).Value = text
            Exit Sub
        End If
    Next row
End Sub

' Starts the program itself rather than RunPython or RunFrozenPython: it can catch every fault before
' xlwings is imported, and no other setting of xlwings (TEMP DIR, CONDA PATH) can stop it or become
' part of the command. -P keeps a stray calendar.py in the current folder out.
Private Sub RunOnWindows(ByVal action As String)
    Dim interpreter As String, command As String
    interpreter = TrustedInterpreter("INTERPRETER_WIN", Environ("LOCALAPPDATA") & "\unionxl\python\Scripts\pythonw.exe")
    If interpreter = "" Then Exit Sub
    If Not FileExists(interpreter) Then
        MsgBox TextNotSetUp(), vbInformation, TextTitle()
        Exit Sub
    End If
    command = Quoted(interpreter) & " " & "-P -m unionxl.addin " & action
    command = command & " --wb=" & Quoted(ThisWorkbook.Name) & " --from_xl=1"
    command = command & " --app=" & Quoted(Application.Path & "\" & Application.Name) & " --hwnd=" & Quoted(CStr(Application.Hwnd))
    If CreateObject("WScript.Shell").Run(command, 0, True) <> 0 Then MsgBox TextNotStarted(), vbInformation, TextTitle()
End Sub

Private Function Quoted(ByVal text As String) As String
    Quoted = Chr(34) & text & Chr(34)
End Function
