"""The formulas of calculated columns."""

from __future__ import annotations

FINAL_BUDGET = "=N(Budget[[#This Row],[年初预算数]])+N(Budget[[#This Row],[调整数]])"
# It takes the balance of the row above by way of another column, so that no formula refers to its
# own cell, and adds up in one pass however long the ledger is.
RUNNING_BALANCE = (
    "=IF(ROW()=ROW(Ledger[[#Headers],[余额]])+1,"
    'SUMIF(Settings[项目],"期初结余",Settings[值]),'
    "OFFSET(Ledger[[#This Row],[支出金额]],-1,"
    "COLUMN(Ledger[[#Headers],[余额]])-COLUMN(Ledger[[#Headers],[支出金额]])))"
    "+N(Ledger[[#This Row],[收入金额]])-N(Ledger[[#This Row],[支出金额]])"
)
