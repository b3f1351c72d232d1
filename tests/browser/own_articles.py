"""An article of ours in languages that no delivery beside the project has: Hebrew, Thai and simplified Chinese."""

from __future__ import annotations

from pathlib import Path

from support import unit

NAME = "office/plants"
"""docname of the article."""
ENGLISH = (
    "Water the office plants",
    "The plants in the office need water twice a week.",
    "Read [the plan](#the-plan) first, and then write your name in it.",
    "Do not water the cactus.",
    "The plan",
    "Day",
    "Room",
    "Monday",
    "Library",
    "Thursday",
    "Kitchen",
    "Run `plants --due` to see which plants are dry.",
    "Fill the can.",
    "Water **slowly**, until the soil is moist.",
    "Write the date in the list, please.",
)
"""Sentence by sentence; the articles below have the same order."""
TRANSLATED = {
    "he-IL": (
        "השקיית הצמחים במשרד",
        "הצמחים במשרד זקוקים למים פעמיים בשבוע.",
        "תחילה יש לקרוא את [התוכנית](#the-plan), ולאחר מכן לרשום בה את שמך.",
        "אין להשקות את הקקטוס.",
        "התוכנית",
        "יום",
        "חדר",
        "יום שני",
        "הספרייה",
        "יום חמישי",
        "המטבח",
        "כדי לראות אילו צמחים יבשים, יש להריץ את `plants --due`.",
        "ממלאים את המשפך.",
        "משקים **לאט**, עד שהאדמה לחה.",
        "נא לרשום את התאריך ברשימה.",
    ),
    "th-TH": (
        "รดน้ำต้นไม้ในสำนักงาน",
        "ต้นไม้ในสำนักงานต้องได้รับน้ำสัปดาห์ละสองครั้ง",
        "อ่าน[แผน](#the-plan)ก่อน แล้วจึงเขียนชื่อของคุณลงในแผน",
        "อย่ารดน้ำต้นกระบองเพชร",
        "แผน",
        "วัน",
        "ห้อง",
        "วันจันทร์",
        "ห้องสมุด",
        "วันพฤหัสบดี",
        "ห้องครัว",
        "เรียกใช้ `plants --due` เพื่อดูว่าต้นไม้ใดแห้ง",
        "เติมน้ำลงในบัวรดน้ำ",
        "รดน้ำ**ช้าๆ** จนกว่าดินจะชุ่ม",
        "โปรดเขียนวันที่ลงในรายการ",
    ),
    "zh-CN": (
        "给办公室的植物浇水",
        "办公室的植物每周需要浇两次水。",
        "请先阅读[计划](#the-plan)，然后在其中写上你的姓名。",
        "不要给仙人掌浇水。",
        "计划",
        "日期",
        "房间",
        "星期一",
        "图书室",
        "星期四",
        "厨房",
        "运行 `plants --due` 可查看哪些植物缺水。",
        "把水壶装满。",
        "**慢慢**浇水，直到土壤湿润。",
        "请在列表中写上日期。",
    ),
}
TEMPLATE = """\
# {0}

{1} {2}

> [!NOTE]
> {3}

## {4}

| {5} | {6} |
| --- | --- |
| {7} | {8} |
| {9} | {10} |

{11}

```console
plants --due --all-rooms --as-a-list-with-very-long-lines-that-do-not-fit-on-a-phone
```

1. {12}
2. {13}

{14}
"""
FRONT = """\
---
title: {title}
ms.translationtype: {kind}
ms.contentlocale: {locale}
ms.lasthandoff: 09/14/2020
---

"""


def write_articles(source: Path) -> None:
    """Write the English article and its deliveries below a `source/` folder."""
    _write(source / f"en-US/{NAME}.md", f"---\ntitle: {ENGLISH[0]}\n---\n\n" + TEMPLATE.format(*ENGLISH))
    for locale, sentences in TRANSLATED.items():
        pairs = zip(sentences, ENGLISH, strict=True)
        spans = (unit(f"3a593-{number}", *pair) for number, pair in enumerate(pairs, 101))
        kind = "HT" if locale == "he-IL" else "MT"
        front = FRONT.format(title=sentences[0], kind=kind, locale=locale)
        _write(source / f"{locale}/{NAME}.md", front + TEMPLATE.format(*spans))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
