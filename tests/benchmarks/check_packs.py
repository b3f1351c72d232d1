"""A pack of one article in three locales that holds a bit of everything a defect can be put into."""

from __future__ import annotations

from pathlib import Path

from packs import write

from support import unit

SENTENCES: tuple[tuple[str, str, str, str], ...] = (
    (
        "Store your photos safely",
        "Förvara dina foton säkert",
        "Bewahren Sie Ihre Fotos sicher auf",
        "写真を安全に保管する",
    ),
    (
        "Select **Save**, and then wait until the green mark appears.",
        "Välj **Spara** och vänta sedan tills den gröna bocken visas.",
        "Wählen Sie **Speichern** aus und warten Sie dann auf das grüne Häkchen.",
        "**保存** を選択し、緑のマークが表示されるまで待ちます。",
    ),
    (
        "Open **Contoso Box** on the phone and sign in again.",
        "Öppna **Contoso Box** på telefonen och logga in igen.",
        "Öffnen Sie **Contoso Box** auf dem Telefon und melden Sie sich erneut an.",
        "電話で **Contoso Box** を開き、もう一度サインインします。",
    ),
    (
        "Read [how sharing works](https://help.contoso.com/photos/sharing#who-can-see) before you invite.",
        "Läs [hur delning fungerar](https://help.contoso.com/photos/sharing#who-can-see) innan du bjuder in.",
        "Lesen Sie [wie Teilen geht](https://help.contoso.com/photos/sharing#who-can-see), bevor Sie einladen.",
        "招待する前に [共有のしくみ](https://help.contoso.com/photos/sharing#who-can-see) をお読みください。",
    ),
    (
        "You can keep 250 albums with version 4.12 of the program.",
        "Du kan ha 250 album med version 4.12 av programmet.",
        "Mit Version 4.12 des Programms können Sie 250 Alben behalten.",
        "プログラムのバージョン 4.12 では 250 個のアルバムを保存できます。",
    ),
    (
        "Run `box sync --all` when the network is back, because the program does not notice that by itself.",
        "Kör `box sync --all` när nätverket är tillbaka, eftersom programmet inte märker det av sig självt.",
        "Führen Sie `box sync --all` aus, wenn das Netz zurück ist, denn das Programm merkt das nicht von selbst.",
        "プログラムは自分では気付かないため、ネットワークが復旧したら `box sync --all` を実行します。",
    ),
    (
        "Press <kbd>F5</kbd> to load the list anew.",
        "Tryck på <kbd>F5</kbd> för att läsa in listan på nytt.",
        "Drücken Sie <kbd>F5</kbd>, um die Liste neu zu laden.",
        "<kbd>F5</kbd> キーを押して一覧を再読み込みします。",
    ),
    (
        "The type <xref:Contoso.Box.Album> holds the pictures.",
        "Typen <xref:Contoso.Box.Album> innehåller bilderna.",
        "Der Typ <xref:Contoso.Box.Album> enthält die Bilder.",
        "型 <xref:Contoso.Box.Album> に画像が入ります。",
    ),
    (
        "The name {album} stands above the pictures (in grey).",
        "Namnet {album} står ovanför bilderna (i grått).",
        "Der Name {album} steht über den Bildern (in Grau).",
        "名前 {album} は画像の上に (灰色で) 表示されます。",
    ),
    (
        "Write to help@contoso.com or look at https://status.contoso.com/today first.",
        "Skriv till help@contoso.com eller titta på https://status.contoso.com/today först.",
        "Schreiben Sie an help@contoso.com oder sehen Sie zuerst auf https://status.contoso.com/today nach.",
        "help@contoso.com に連絡するか、まず https://status.contoso.com/today を確認してください。",
    ),
    (
        "The copies lie in C:\\Box\\Copies and are opened with Ctrl+O on every machine.",
        "Kopiorna ligger i C:\\Box\\Copies och öppnas med Ctrl+O på varje dator.",
        "Die Kopien liegen in C:\\Box\\Copies und werden mit Ctrl+O auf jedem Rechner geöffnet.",
        "コピーは C:\\Box\\Copies にあり、どのコンピューターでも Ctrl+O で開きます。",
    ),
    (
        "People who have left the family cannot see the pictures that were added after they went away.",
        "Personer som har lämnat familjen kan inte se de bilder som lades till efter att de gick.",
        "Personen, die die Familie verlassen haben, können Bilder nicht sehen, die danach hinzugefügt wurden.",
        "ファミリーを離れたユーザーは、離れた後に追加された画像を見ることができません。",
    ),
)
"""English, Swedish, German, Japanese."""

LOCALES = ("sv-SE", "de-DE", "ja-JP")
IMAGE = "![{}](media/box.png)"
ALTS = ("Ett skåp med bilder", "Ein Schrank mit Bildern", "写真の棚")
HASH = "0a4d55a8d778e5022fab701977c5d840bbc486d0"


def article(locale: str, kind: str = "HT") -> str:
    """Return the delivery of one locale, with spans: a heading, steps, an image and paragraphs."""
    column = LOCALES.index(locale) + 1
    prefix = f"{0x3A590 + column:05x}"
    units = [unit(f"{prefix}-{102 + at}", row[column], row[0]) for at, row in enumerate(SENTENCES)]
    steps = "".join(f"{number}. {text}\n" for number, text in enumerate(units[1:4], 1))
    paragraphs = "\n\n".join(units[4:])
    front = (
        f"---\ntitle: {SENTENCES[0][column]}\nauthor: ann\nms.topic: article\nms.openlocfilehash: {HASH}\n"
        f"ms.sourcegitcommit: {HASH}\nms.translationtype: {kind}\nms.contentlocale: {locale}\n"
        f"ms.lasthandoff: 09/14/2020\nms.locfileid: '77506'\n---\n\n"
    )
    image = IMAGE.format(ALTS[column - 1])
    return f'{front}# <a name="store-your-photos"></a>{units[0]}\n\n{steps}\n{image}\n\n{paragraphs}\n'


def short_article(locale: str) -> str:
    """Return another delivery, whose sentences can be given to the first."""
    column = LOCALES.index(locale) + 1
    prefix = f"{0x4B590 + column:05x}"
    some = (SENTENCES[0], SENTENCES[11])
    units = [unit(f"{prefix}-{102 + at}", row[column], row[0]) for at, row in enumerate(some)]
    return f"# {units[0]}\n\n{units[1]}\n"


def write_check_pack(root: Path) -> None:
    """Write both articles in all three locales."""
    for locale in LOCALES:
        write(root / locale, "guide/photos.md", article(locale))
        write(root / locale, "guide/short.md", short_article(locale))
