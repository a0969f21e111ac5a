Attribute VB_Name = "UnionButtons"
Option Explicit

' One macro for each button of the start sheet. An action is a fixed word: nothing from a cell,
' a file name or a dialog becomes part of a command.

Public Sub UnionImportPlan()
    UnionRun "import_plan"
End Sub

Public Sub UnionHolidays()
    UnionRun "holidays"
End Sub

Public Sub UnionMonth()
    UnionRun "month"
End Sub

Public Sub UnionAllMonths()
    UnionRun "all_months"
End Sub

Public Sub UnionCalendar()
    UnionRun "calendar"
End Sub

Public Sub UnionBrief()
    UnionRun "brief"
End Sub

Public Sub UnionCheck()
    UnionRun "check"
End Sub

Public Sub UnionBudget()
    UnionRun "budget"
End Sub

Public Sub UnionDues()
    UnionRun "dues"
End Sub

Public Sub UnionCharts()
    UnionRun "charts"
End Sub

Public Sub UnionClose()
    UnionRun "close"
End Sub

Public Sub UnionReport()
    UnionRun "report"
End Sub

Public Sub UnionIcs()
    UnionRun "ics"
End Sub

Public Sub UnionRestore()
    UnionRun "restore"
End Sub

Public Sub UnionRepair()
    UnionRun "repair"
End Sub

Public Sub UnionHelp()
    UnionRun "help"
End Sub

' The ribbon names the action in the tag of its button.
Public Sub UnionRibbon(control As Object)
    UnionRun control.Tag
End Sub

