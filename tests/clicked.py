"""What every click is given in the tests: the documents that it asks for."""

from __future__ import annotations

from pathlib import Path

from tests.listbooks import A_LIST, write_form

NOTICE = Path(__file__).parent / "unit" / "domain" / "notice_texts" / "2024.txt"
PLAN = "2026年工会工作计划\n三月\n1.组织女教职工插花活动\n2.核对会员名册\n"
STATEMENT = "交易日期,摘要,收入,支出,余额\n2026-03-02,会费,180.00,,100180.00\n"
_WRITTEN = {"import_plan": PLAN, "import_list": A_LIST, "reconcile": STATEMENT}
_ENDINGS = {"import_plan": ".txt"}


def document_of(action: str, folder: Path) -> str:
    """Return the document that a click asks for, "" for one that asks for none."""
    if action == "holidays":
        return str(NOTICE)
    if action == "fill":
        return str(write_form(folder / "form.xlsx"))
    if action not in _WRITTEN:
        return ""
    path = folder / f"{action}{_ENDINGS.get(action, '.csv')}"
    path.write_text(_WRITTEN[action], "utf-8")
    return str(path)
