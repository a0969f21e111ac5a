Attribute VB_Name = "UnionHost"
Option Explicit

Private isRunning As Boolean

' LibreOffice: an action runs in a process of its own on the stored file; then the file is read
' again. The process writes into the reply file (UTF-8) what the clerk should read; a blank line
' says nothing, an empty file means that the process broke off.

Public Sub UnionRun(ByVal action As String)
    Dim book As Object, interpreter As String, arguments As String, document As String
    Dim reply As String, answer As String, problem As String
    Set book = ThisComponent
    EndTyping book
    If action = "help" Then
        ShowSheet book, "UnionGuide", TextNoGuide()
        Exit Sub
    End If
    If action = "more" Then
        ShowSheet book, "UnionMore", TextNoMore()
        Exit Sub
    End If
    interpreter = TrustedInterpreter(book, problem)
    If interpreter = "" Then
        MsgBox problem, 64, TextTitle()
        Exit Sub
    End If
    arguments = "-P -m unionxl.office " & action
    If asks_for_a_document(action) Then
        document = ChosenFile(action)
        If document = "" Then Exit Sub
        arguments = arguments & " --document " & Quoted(document)
    End If
    If needs_a_row(action) Then NoteSelection book
    If Not IsStored(book) Then
        MsgBox TextNotStored(), 64, TextTitle()
        Exit Sub
    End If
    reply = NewReplyFile()
    arguments = arguments & " --file " & Quoted(ConvertFromURL(book.getURL())) & " --reply " & Quoted(reply)
    Do
        On Error GoTo NotStarted
        Shell Quoted(interpreter), 0, arguments, True
        On Error GoTo 0
        answer = AnswerTo(FileText(reply))
        arguments = arguments & answer
    Loop While answer <> ""
    ShowReply reply
    ReadAgain book
    Exit Sub
NotStarted:
    MsgBox TextNotStarted(), 64, TextTitle()
End Sub

' LibreOffice 7.4 spoils buttons and code names when it stores a workbook. They are mended in the
' file at once; the document in the window has them still.
Public Sub UnionStored()
    Dim book As Object, interpreter As String, path As String, problem As String
    Set book = ThisComponent
    If isRunning Or Not book.hasLocation() Then Exit Sub
    interpreter = TrustedInterpreter(book, problem)
    path = ConvertFromURL(book.getURL())
    If interpreter = "" Or LCase(Right(path, 5)) <> ".xlsm" Or InStr(path, Chr(34)) > 0 Then Exit Sub
    On Error Resume Next  ' the next action mends it, too; a box at every saving would only annoy
    Shell Quoted(interpreter), 0, "-P -m unionxl.office stored --file " & Quoted(path), True
End Sub

' What stands half typed in a cell would be lost when the file is read again: most commands of the
' sheet enter it first, and this one does nothing else that shows.
Private Sub EndTyping(book As Object)
    Dim dispatcher As Object
    Set dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch book.CurrentController.Frame, ".uno:Calculate", "", 0, Array()
End Sub

' Brings the sheets of some tables into sight and turns to the first.
Public Sub UnionShow(ByVal tables As String)
    Dim book As Object, sheet As Object, first As Object, names As Variant, number As Long
    Set book = ThisComponent
    On Error GoTo NotShown
    names = Split(tables, " ")
    For number = 0 To UBound(names)
        If book.DatabaseRanges.hasByName(names(number)) Then
            Set sheet = book.Sheets.getByIndex(book.DatabaseRanges.getByName(names(number)).DataArea.Sheet)
            sheet.IsVisible = True
            If first Is Nothing Then Set first = sheet
        End If
    Next number
    If Not first Is Nothing Then book.CurrentController.setActiveSheet first
    Exit Sub
NotShown:
    MsgBox TextNotShown(), 64, TextTitle()
End Sub

Private Sub ShowSheet(book As Object, ByVal name As String, ByVal missing As String)
    Dim sheet As Object
    On Error GoTo NoSheet
    Set sheet = SheetOf(book, name)
    sheet.IsVisible = True
    book.CurrentController.setActiveSheet sheet
    Exit Sub
NoSheet:
    MsgBox missing, 64, TextTitle()
End Sub

' Found by a name that goes along when the sheet is renamed; once the sheet is deleted, the name
' leads to the one that took its place.
Private Function SheetOf(book As Object, ByVal name As String) As Object
    Dim place As Object
    Set place = book.NamedRanges.getByName(name)
    If InStr(place.Content, "#REF!") = 0 Then Set SheetOf = place.getReferredCells().Spreadsheet
End Function

' A workbook may come from anywhere, so its hidden sheet does not decide which program starts: the
' place must be the one where the installer puts the program, or stand in the settings of the user.
Private Function TrustedInterpreter(book As Object, problem As String) As String
    Dim asked As String
    asked = OptionOf(book, "INTERPRETER_LIBREOFFICE")
    problem = TextNotSetUp()
    If asked = "" Then Exit Function
    If Not (IsInstalled(asked) Or IsOfUser(asked, "INTERPRETER_LIBREOFFICE")) Then
        problem = TextNotTrusted()
        Exit Function
    End If
    If FileAccess().exists(ConvertToURL(asked)) Then TrustedInterpreter = asked
End Function

Private Function OptionOf(book As Object, ByVal key As String) As String
    Dim sheet As Object, row As Long
    If Not book.Sheets.hasByName("xlwings.conf") Then Exit Function
    Set sheet = book.Sheets.getByName("xlwings.conf")
    For row = 0 To 99
        If sheet.getCellByPosition(0, row).String = key Then OptionOf = sheet.getCellByPosition(1, row).String
    Next row
End Function

' No text of the clerk's becomes part of a command: the sheet and the rows that are selected stand
' in the hidden sheet before the file is stored.
Private Sub NoteSelection(book As Object)
    Dim chosen As Object, ranges As Variant, rows As String, number As Long
    SetOption book, "SELECTED_SHEET", ""
    SetOption book, "SELECTED_ROWS", ""
    On Error GoTo NoRows
    Set chosen = book.CurrentController.getSelection()
    If chosen.supportsService("com.sun.star.sheet.SheetCellRanges") Then
        ranges = chosen.getRangeAddresses()
    Else
        ranges = Array(chosen.getRangeAddress())
    End If
    For number = LBound(ranges) To UBound(ranges)
        If rows <> "" Then rows = rows & ","
        rows = rows & (ranges(number).StartRow + 1) & "-" & (ranges(number).EndRow + 1)
    Next number
    SetOption book, "SELECTED_SHEET", book.Sheets.getByIndex(ranges(LBound(ranges)).Sheet).getName()
    SetOption book, "SELECTED_ROWS", rows
NoRows:
End Sub

Private Sub SetOption(book As Object, ByVal key As String, ByVal text As String)
    Dim sheet As Object, row As Long, found As String
    If Not book.Sheets.hasByName("xlwings.conf") Then Exit Sub
    Set sheet = book.Sheets.getByName("xlwings.conf")
    For row = 0 To 99
        found = sheet.getCellByPosition(0, row).String
        If found = key Or found = "" Then
            sheet.getCellByPosition(0, row).String = key
            sheet.getCellByPosition(1, row).String = text
            Exit Sub
        End If
    Next row
End Sub

Private Function IsInstalled(ByVal asked As String) As Boolean
    Dim folder As String
    folder = Environ("LOCALAPPDATA")
    If Not IsWindows() Or folder = "" Then Exit Function
    folder = LCase(folder & "\unionxl\python\Scripts\")
    IsInstalled = LCase(asked) = folder & "python.exe" Or LCase(asked) = folder & "pythonw.exe"
End Function

' The user's own file of xlwings: lines of a key and its value, both in quotation marks.
Private Function IsOfUser(ByVal asked As String, ByVal key As String) As Boolean
    Dim path As String, text As String, name As String, known As String, comma As Long, number As Integer
    path = UserSettings()
    If path = "" Then Exit Function
    number = FreeFile
    Open path For Input As #number
    Do While Not EOF(number)
        Line Input #number, text
        comma = InStr(text, ",")
        If comma > 1 Then
            name = UCase(Bare(Left(text, comma - 1)))
            known = Bare(Mid(text, comma + 1))
            If IsWindows() And LCase(asked) = LCase(known) Then known = asked
            If (name = key Or name = "UNIONXL_" & key) And asked = known Then IsOfUser = True
        End If
    Loop
    Close #number
End Function

Private Function UserSettings() As String
    Dim home As String, path As String
    home = Environ("HOME")
    If IsWindows() Then home = Environ("USERPROFILE")
    If home = "" Then Exit Function
    path = home & GetPathSeparator() & ".xlwings" & GetPathSeparator() & "xlwings.conf"
    If FileAccess().exists(ConvertToURL(path)) And Not FileAccess().isFolder(ConvertToURL(path)) Then UserSettings = path
End Function

Private Function IsWindows() As Boolean
    IsWindows = GetPathSeparator() = "\"
End Function

Private Function Bare(ByVal text As String) As String
    Bare = Trim(Replace(Replace(text, Chr(13), ""), Chr(34), ""))
End Function

' A name with a quotation mark could not be passed on as one argument.
Private Function IsStored(book As Object) As Boolean
    On Error GoTo NotStored
    If Not book.hasLocation() Then Exit Function
    If InStr(ConvertFromURL(book.getURL()), Chr(34)) > 0 Then Exit Function
    isRunning = True  ' the action itself mends the file
    If book.isModified() Then book.store()
    IsStored = True
NotStored:
    isRunning = False
End Function

Private Function ChosenFile(ByVal action As String) As String
    Dim picker As Object, files As Variant
    Set picker = createUnoService("com.sun.star.ui.dialogs.FilePicker")
    ' the title for the action
    If picker.execute() <> 1 Then Exit Function
    files = picker.getSelectedFiles()
    If InStr(ConvertFromURL(files(0)), Chr(34)) = 0 Then ChosenFile = ConvertFromURL(files(0))
End Function

Private Function Quoted(ByVal path As String) As String
    Quoted = Chr(34) & path & Chr(34)
End Function

Private Function FileAccess() As Object
    Set FileAccess = createUnoService("com.sun.star.ucb.SimpleFileAccess")
End Function

Private Function NewReplyFile() As String
    Dim temporary As Object
    Set temporary = createUnoService("com.sun.star.io.TempFile")
    temporary.RemoveFile = False
    NewReplyFile = ConvertFromURL(temporary.Uri)
    temporary.getOutputStream().closeOutput()
    temporary.getInputStream().closeInput()
End Function

' A reply that asks begins with ASK, the name of the question and the number of each choice; the
' parts behind ask for one choice after the other. The action starts again with the answer.
Private Function AnswerTo(ByVal text As String) As String
    Dim parts As Variant, words As Variant, number As Long, buttons As Long, pressed As Long
    If Left(text, 4) <> "ASK " Then Exit Function
    parts = Split(text, Chr(30))
    words = Split(parts(0), " ")
    buttons = 3
    If UBound(parts) = 1 Then buttons = 4
    AnswerTo = " --answer " & words(1) & "=none"
    For number = 1 To UBound(parts)
        pressed = MsgBox(parts(number), buttons + 32, TextTitle())
        If pressed = 6 Then AnswerTo = " --answer " & words(1) & "=" & words(number + 1)
        If pressed <> 7 Then Exit Function
    Next number
End Function

Private Sub ShowReply(ByVal reply As String)
    Dim text As String
    If FileAccess().getSize(ConvertToURL(reply)) = 0 Then
        text = TextNoReply()
    Else
        text = FileText(reply)
    End If
    FileAccess().kill ConvertToURL(reply)
    If Trim(Replace(text, Chr(10), "")) <> "" Then MsgBox text, 64, TextTitle()
End Sub

Private Function FileText(ByVal path As String) As String
    Dim stream As Object
    Set stream = createUnoService("com.sun.star.io.TextInputStream")
    stream.setInputStream FileAccess().openFileRead(ConvertToURL(path))
    stream.setEncoding "UTF-8"
    FileText = stream.readString(Array(), False)
    stream.closeInput
End Function

Private Sub ReadAgain(book As Object)
    Dim dispatcher As Object
    Set dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch book.CurrentController.Frame, ".uno:Reload", "", 0, Array()
End Sub
