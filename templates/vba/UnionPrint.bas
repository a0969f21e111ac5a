Attribute VB_Name = "UnionPrint"
Option Explicit

' What is printed of an input sheet ends at the last row that is filled in. Every click sees to it;
' before the workbook is printed this does, for the rows that were typed since. One rule for both:
' unionxl/workbook/printarea.py. A sheet that does not let itself be set is printed as it is.

Private Const BlankRows As Long = 20
Private Const RowsAtOnce As Long = 500
' The input tables in small letters, and how many columns we made.
Private Const InputTables As String = " input tables "

' `place` is the whole table, its header first.
Public Sub UnionFitPrintArea(sheet As Object, ByVal table As String, place As Object)
    Dim old As Object, found As Long, usual As Long, bottom As Long, reach As Long
    On Error GoTo LeftAsItIs
    found = InStr(InputTables, " " & LCase(table) & "=")
    If found = 0 Or sheet.ProtectContents Or sheet.PageSetup.PrintArea = "" Then Exit Sub
    Set old = sheet.Range(sheet.PageSetup.PrintArea)
    If old.Areas.Count > 1 Or old.Rows.Count = sheet.Rows.Count Or old.Columns.Count = sheet.Columns.Count Then Exit Sub
    If old.Row > place.Row Or LastRow(old) < place.Row Then Exit Sub
    bottom = LastFilled(sheet, place)
    If bottom <= place.Row Then bottom = Lesser(place.Row + BlankRows, LastRow(place))
    usual = place.Column + Val(Mid(InputTables, found + Len(table) + 2)) - 1
    reach = LastColumn(old)
    If old.Row = 1 And old.Column = place.Column And (reach = usual Or reach = LastColumn(place)) Then
        reach = LastColumn(place)
    ElseIf bottom < LastRow(old) Then
        Exit Sub
    End If
    If bottom <> LastRow(old) Or reach <> LastColumn(old) Then
        sheet.PageSetup.PrintArea = Rectangle(sheet, old.Row, old.Column, bottom, reach).Address
    End If
LeftAsItIs:
End Sub

' Looks from below, some rows at once; what a column calculates by itself does not count.
Private Function LastFilled(sheet As Object, place As Object) As Long
    Dim first As Variant, last As Variant, found As Variant, block As Object
    Dim top As Long, bottom As Long, number As Long
    first = place.Rows(2).FormulaR1C1
    last = place.Rows(place.Rows.Count).FormulaR1C1
    bottom = LastRow(sheet.UsedRange)
    LastFilled = place.Row
    Do While bottom > place.Row
        top = bottom - RowsAtOnce + 1
        If top <= place.Row Then top = place.Row + 1
        Set block = Rectangle(sheet, top, place.Column, bottom, LastColumn(place))
        If Application.WorksheetFunction.CountA(block) > 0 Then
            found = block.FormulaR1C1
            For number = bottom - top + 1 To 1 Step -1
                If IsFilled(found, number, first, last) Then
                    LastFilled = top + number - 1
                    Exit Function
                End If
            Next number
        End If
        bottom = top - 1
    Loop
End Function

Private Function IsFilled(found As Variant, ByVal number As Long, first As Variant, last As Variant) As Boolean
    Dim column As Long, text As String
    For column = 1 To UBound(found, 2)
        text = found(number, column)
        If Left(text, 1) <> "=" Then
            If Trim(text) <> "" Then IsFilled = True
        ElseIf text <> first(1, column) And text <> last(1, column) Then
            IsFilled = True
        End If
    Next column
End Function

Private Function Rectangle(sheet As Object, ByVal top As Long, ByVal start As Long, ByVal bottom As Long, ByVal reach As Long) As Object
    Set Rectangle = sheet.Range(sheet.Cells(top, start), sheet.Cells(bottom, reach))
End Function

Private Function LastRow(place As Object) As Long
    LastRow = place.Row + place.Rows.Count - 1
End Function

Private Function LastColumn(place As Object) As Long
    LastColumn = place.Column + place.Columns.Count - 1
End Function

Private Function Lesser(ByVal one As Long, ByVal other As Long) As Long
    Lesser = one
    If other < one Then Lesser = other
End Function
