"""Sentences of a translation whose English sentences are known: own texts in many scripts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_bitext.alignment.boundaries import USUAL, boundaries
from sphinx_bitext.alignment.sentences import fit_sentences, split_sentences
from sphinx_bitext.model import Certainty
from support import examples


def _fit(source: list[str], text: str) -> list[tuple[list[str], str]]:
    return [(source[slice(*one)], text[slice(*two)]) for one, two, _ in fit_sentences(source, text)]


ENGLISH = [
    "Close the lid of the printer.",
    "Wait until the green lamp beside the power button stops blinking, which may take two minutes.",
    "Then print a test page.",
]

TRANSLATIONS = {
    "thai": [
        "ปิดฝาเครื่องพิมพ์",
        "รอจนกว่าไฟสีเขียวข้างปุ่มเปิดปิดจะหยุดกะพริบ ซึ่งอาจใช้เวลาสองนาที",
        "จากนั้นพิมพ์หน้าทดสอบ",
    ],
    "lao": [
        "ປິດຝາເຄື່ອງພິມ",
        "ລໍຖ້າຈົນກວ່າໄຟສີຂຽວຂ້າງປຸ່ມເປີດປິດຢຸດກະພິບ ເຊິ່ງອາດໃຊ້ເວລາສອງນາທີ",
        "ຈາກນັ້ນພິມໜ້າທົດສອບ",
    ],
    "khmer": [
        "បិទគម្របម៉ាស៊ីនបោះពុម្ព។",
        "រង់ចាំរហូតដល់ភ្លើងពណ៌បៃតងក្បែរប៊ូតុងថាមពលឈប់ភ្លឹបភ្លែត ដែលអាចចំណាយពេលពីរនាទី។",
        "បន្ទាប់មកបោះពុម្ពទំព័រសាកល្បង។",
    ],
    "burmese": [
        "ပရင်တာအဖုံးကို ပိတ်ပါ။",
        "ပါဝါခလုတ်ဘေးရှိ အစိမ်းရောင်မီး မှိတ်တုတ်မှိတ်တုတ်ဖြစ်ခြင်း ရပ်သည်အထိ စောင့်ပါ၊ နှစ်မိနစ်ခန့် ကြာနိုင်သည်။",
        "ထို့နောက် စမ်းသပ်စာမျက်နှာကို ပုံနှိပ်ပါ။",
    ],
    "armenian": [
        "Փակեք տպիչի կափարիչը։",
        "Սպասեք, մինչև հոսանքի կոճակի կողքի կանաչ լամպը դադարի թարթել, ինչը կարող է տևել երկու րոպե։",
        "Ապա տպեք փորձնական էջ։",
    ],
    "amharic": [
        "የአታሚውን ክዳን ዝጋ።",
        "ከኃይል ቁልፉ አጠገብ ያለው አረንጓዴ መብራት ብልጭ ድርግም ማለቱን እስኪያቆም ድረስ ጠብቅ፣ ይህም ሁለት ደቂቃ ሊወስድ ይችላል።",
        "ከዚያ የሙከራ ገጽ አትም።",
    ],
    "hindi": [
        "प्रिंटर का ढक्कन बंद करें।",
        "पावर बटन के पास की हरी बत्ती का टिमटिमाना बंद होने तक प्रतीक्षा करें, जिसमें दो मिनट लग सकते हैं।",
        "फिर एक परीक्षण पृष्ठ प्रिंट करें।",
    ],
    "urdu": [
        "پرنٹر کا ڈھکن بند کریں۔",
        "پاور بٹن کے پاس سبز بتی کا جھپکنا بند ہونے تک انتظار کریں، جس میں دو منٹ لگ سکتے ہیں۔",
        "پھر ایک آزمائشی صفحہ پرنٹ کریں۔",
    ],
    "hebrew": [
        "סגור את מכסה המדפסת.",
        "המתן עד שהנורה הירוקה ליד לחצן ההפעלה תפסיק להבהב, מה שעשוי להימשך שתי דקות.",
        "לאחר מכן הדפס דף ניסיון.",
    ],
    "japanese": [
        "プリンターのふたを閉じます。",
        "電源ボタンの横の緑色のランプの点滅が止まるまで待ちます (2 分ほどかかることがあります)。",
        "次に、テスト ページを印刷します。",
    ],
}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_known_english_finds_the_sentences_of_any_script(language: str) -> None:
    sentences = TRANSLATIONS[language]
    joint = "" if language == "japanese" else " "
    assert _fit(ENGLISH, joint.join(sentences)) == [([one], two) for one, two in zip(ENGLISH, sentences, strict=True)]


@pytest.mark.parametrize(
    "wanted",
    [
        ["Έκλεισες το καπάκι;", "Τότε περίμενε."],
        ["¿Has cerrado la tapa?", "¡Espera!", "Imprime una página."],
        ["ভাষা বেছে নিন।", "তারপর থামুন।"],
        ["ဖိုင်ကို ကူးပါ။", "ရပ်ပါ။"],
        ["ཁ་བྱང་འདི་འབྲི།", "དེ་ནས་སྒུག"],
        ["ቋንቋ ይምረጡ።", "ተጠናቀቀ?"],
        ["Ֆայլը պատճենեք։", "Վերջ։"],
        ["هل أغلقت الغطاء؟", "انتظر."],
        ["Die Lampe blinkt.", "`stop` hält sie an."],
        ["Er sagte: „Halt.“", "Dann ging er."],
    ],
)
def test_the_marks_of_a_script_end_sentences_by_themselves(wanted: list[str]) -> None:
    text = " ".join(wanted)
    assert [text[start:end] for start, end in split_sentences(text)] == wanted


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        (  # a full stop got lost
            ["Copy the drawing to the big table.", "Then call the harbour."],
            "Kopiera ritningen till det stora bordet Ring sedan hamnen.",
            ["Kopiera ritningen till det stora bordet", "Ring sedan hamnen."],
        ),
        (  # a colon where the English has a full stop
            ["This is how it is done.", "Copy the drawing to the table."],
            "Så här gör du: kopiera ritningen till bordet.",
            ["Så här gör du:", "kopiera ritningen till bordet."],
        ),
        (  # an abbreviation that nobody knows
            ["Use the second tool, as the pilot said.", "Then wait."],
            "Använd det andra redsk. Som lotsen har sagt. Vänta sedan.",
            ["Använd det andra redsk. Som lotsen har sagt.", "Vänta sedan."],
        ),
        (  # two sentences for one
            ["Read `a.txt`, which lies on the table beside the door.", "Run `b`."],
            "Läs `a.txt`. Den ligger på bordet bredvid dörren. Kör `b`.",
            ["Läs `a.txt`. Den ligger på bordet bredvid dörren.", "Kör `b`."],
        ),
        (  # an image stands between two pieces, and belongs to neither
            ["Select the anchor", "at the top of the page."],
            "Välj ankaret ![Ett ankare](a.png) högst upp på sidan.",
            ["Välj ankaret", "högst upp på sidan."],
        ),
        (["Stop.", "Wait."], 'Han sa "stopp. " Vänta.', ['Han sa "stopp. "', "Vänta."]),
    ],
)
def test_what_the_marks_do_not_say_the_english_does(source: list[str], text: str, wanted: list[str]) -> None:
    assert _fit(source, text) == [([one], two) for one, two in zip(source, wanted, strict=True)]


def test_only_what_marks_and_english_agree_on_is_certain() -> None:
    agreed = fit_sentences(["Stop it.", "Wait."], "Stoppa. Vänta.")
    assert {one.certainty for one in agreed} == {Certainty.CERTAIN}
    guessed = fit_sentences(["Stop the big machine.", "Wait here."], "Stoppa den stora maskinen Vänta här.")
    assert {one.certainty for one in guessed} == {Certainty.LIKELY}
    lost = fit_sentences(
        ["Stop the big machine in the hall.", "Wait in the hall below the stairs."], "Stoppa maskinen i hallen."
    )
    assert Certainty.CERTAIN not in {one.certainty for one in lost}


def test_an_image_in_brackets_ends_nothing() -> None:
    text = "Tap the dots (![Three dots](dots.png)) and wait."
    assert len(split_sentences(text)) == 1
    assert next(boundaries(text)).kind == "image-inside"


PIECES = st.sampled_from(
    [*"aB.!? ", "。", "ก", "ข ค", ": ", "  ", "\n", "![x](y)", "<br>", "`c. D`", "[l. M](u)", '" ']
)


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(st.sampled_from(["Stop.", ENGLISH[1], "x", ""]), max_size=5), st.lists(PIECES, max_size=25))
def test_pieces_are_in_order_and_lose_nothing_but_space_and_images(source: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    fitted = fit_sentences(source, text)
    assert [index for one, _, _ in fitted for index in range(*one)] == list(range(len(source)))
    covered: set[int] = set()
    last = 0
    for _, (start, end), _ in fitted:
        if end > start:
            assert last <= start
            covered |= set(range(start, end))
            last = end
    rest = "".join(char for offset, char in enumerate(text) if offset not in covered)
    assert not re.sub(r"!\[[^\]]*\]\([^)]*\)", "", rest).strip()


@pytest.mark.parametrize(("count", "text"), [(20_000, "Stoppa. "), (20_000, "หยุด "), (2, "a: "), (500, "Aa Bb ")])
def test_very_many_sentences_take_bounded_time(count: int, text: str) -> None:
    """The test's own time limit is what would fail."""
    fitted = fit_sentences(["Stop."] * count, text * 20_000)
    assert sum(one.end - one.start for one, _, _ in fitted) == count


@pytest.mark.parametrize(
    "text",
    ["![](a) " * 8_000, "( ![](a) " * 8_000, '" ' * 20_000, "།" * 30_000 + "x", " " * 30_000 + "![](x)", "ก " * 20_000,
     "![[a]" * 10_000, "A " * 20_000, "aa Bb" * 10_000, "! " * 20_000, ";" * 30_000, "\n" * 30_000 + "x"],
    ids=range(12),
)  # fmt: skip
def test_hostile_text_has_its_boundaries_found_in_one_go(text: str) -> None:
    """Looking back or ahead without bound would make each of these quadratic; the test's own time limit would fail."""
    places = list(boundaries(text))
    assert all(one.end <= one.start for one in places)
    assert all(place.kind in USUAL.odds for place in places)
