"""The words for 0 to 12 by language, ordinals too: `|` between words, `*` for any ending, `_` for a blank."""

from __future__ import annotations

_SERBIAN_LATIN = (
    "nul* jedan|jedn*|prv* dva|dvije|dve|dvaju|dvama|dvjema|drug*|oba|obje|obe tri|triju|trima|treć* četir*|četvrt* "
    "pet* šest* sed* osam*|osm* devet* deset* jedanaest* dvanaest*"
)
_NORWEGIAN = (
    "null en|én|ett|et|ei|éi|første to|andre|begge tre|tredje fire|fjerde fem|femte seks|sjette "
    "sju|syv|sjuende|syvende åtte|åttende ni|niende ti|tiende elleve|ellevte tolv|tolvte"
)
_MALAY = (
    "nol|kosong|sifar satu|sebuah|seorang|sejam|sehari|setahun|sebulan|seminggu|pertama|kesatu dua|kedua* "
    "tiga|ketiga* empat|keempat* lima|kelima* enam|keenam* tujuh|ketujuh* delapan|kedelapan|lapan|kelapan "
    "sembilan|kesembilan sepuluh|kesepuluh sebelas dua_belas"
)

LETTERED = {
    "bg": "нул* един|една|едно|едни|първ* два|две|двата|двете|двама|втор* три|трите|трима|трет* четири*|четвърт* "
    "пет* шест* седем*|седм* осем*|осм* девет* десет* единадес* дванадес*",
    "bs": _SERBIAN_LATIN,
    "ca": "zero un|una|primer* dos|dues|segon* tres|tercer* quatre|quart* cinc|cinqu* sis|sis* set|set* vuit* "
    "nou|nov* deu|des* onz* dotz*",
    "cs": "nul* jeden|jedn*|prvn* dva|dvě|dvou*|dvěma|druh*|oba|obě|obou tři*|třech|třem*|třet* čtyř*|čtvrt* "
    "pět*|pát* šest* sedm* osm* devět*|devít*|devát* deset*|desít*|desát* jedenáct* dvanáct*",
    "da": "nul en|et|én|første to|anden|andet|begge tre|tredje fire|fjerde fem|femte seks|sjette syv|syvende "
    "otte|ottende ni|niende ti|tiende elleve|ellevte tolv|tolvte",
    "de": "null ein|eine|einen|einem|einer|eines|eins|erst* zwei*|beid* drei*|dritt* vier* fünf* sechs* "
    "sieben*|siebt* acht* neun* zehn* elf* zwölf*",
    "el": "μηδ* ένα*|μία|μια|μιας|πρώτ* δύο|δυο|δεύτερ* τρεις|τρία|τριών|τρίτ* τέσσερ*|τεσσάρ*|τέταρτ* πέντε|πέμπτ* "
    "έξι|έκτ* επτά|εφτά|έβδομ* οκτώ|οχτώ|όγδο* εννέα|εννιά|ένατ* δέκα|δέκατ* έντεκα|ένδεκα|ενδέκατ* "
    "δώδεκα|δωδέκατ*",
    "es": "cero un|una|uno|primer* dos|segund*|ambos|ambas tres|tercer* cuatro|cuart* cinco|quint* seis|sext* "
    "siete|séptim* ocho|octav* nueve|noven* diez|décim* once|undécim* doce|duodécim*",
    "et": "null* üks*|ühe*|üht*|esime* kaks*|kahe*|kaht*|teis*|mõlema* kolm* neli*|nelja* viis*|viie*|viit* "
    "kuus*|kuue*|kuut* seitse*|seitsm* kaheksa* üheksa* kümme*|kümne* üksteist* kaksteist*",
    "fi": "nolla* yksi*|yhde*|yhte*|yht*|ensimm* kaksi*|kahde*|kaht*|toi*|molem* kolm* nelj* viisi*|viit*|viid* "
    "kuusi*|kuut*|kuud* seitsem* kahdeksa* yhdeksä* kymmen* yksitoista|yhdentoista kaksitoista|kahdentoista",
    "fr": "zéro un|une|premi* deux* trois* quatr* cinq* six|sixi* sept|septi* huit* neuf|neuvi* dix|dixi* onz* douz*",
    "hi": "शून्य एक|पहल* दो|दूसर*|दोनों तीन|तीसर* चार|चौथ* पाँच*|पांच* छह|छः|छ|छठ* सात* आठ* नौ|नौव* दस* ग्यारह* बारह*",
    "hr": _SERBIAN_LATIN,
    "hu": "null* egy*|első* két*|kettő*|második*|másod* három*|hárm*|harmad* négy*|negyed* öt* hat|hat* "
    "hét|hét*|hete* nyolc* kilenc* tíz*|tize* tizenegy* tizenkét*|tizenkettő*",
    "id": _MALAY,
    "it": "zero un|uno|una|prim* due|second*|entramb* tre|terz* quattro|quart* cinque|quint* sei|sest* "
    "sette|settim* otto|ottav* nove|non* dieci|decim* undic* dodic*",
    "lt": "nul* vien*|pirm* du|dvi|dviej*|dvie*|antr*|abu|abi tri|trys|trij*|tris|trim*|treč* ketur*|ketvirt* penk* "
    "šeš* septyn*|septint* aštuon*|aštunt* devyn*|devint* dešimt* vienuolik* dvylik*",
    "lv": "null* vien*|pirm* div*|otr*|ab* trīs*|trij*|trim*|treš* četr*|ceturt* piec*|piekt* seš*|sest* "
    "septiņ*|septīt* astoņ*|astot* deviņ*|devīt* desmit* vienpadsmit* divpadsmit*",
    "ms": _MALAY,
    "nb": _NORWEGIAN,
    "nl": "nul een|één|eerste twee*|beide drie*|derde vier* vijf* zes* zeven* acht* negen* tien* elf* twaalf*",
    "no": _NORWEGIAN,
    "pl": "zer* jeden|jedn*|pierwsz* dwa|dwie|dwóch|dwom*|dwu*|drug*|oba|obie|obu trzy*|trzech|trzem*|trzec* "
    "czter*|czwart* pięć|pięci*|piąt* sześć|sześci*|szóst* siedem*|siedmi*|siódm* osiem*|ośmi*|ósm* "
    "dziewię*|dziewią* dziesię*|dziesią* jedena* dwuna*|dwana*",
    "pt": "zero um|uma|primeir* dois|duas|segund*|ambos|ambas três|terceir* quatro|quart* cinco|quint* seis|sext* "
    "sete|sétim* oito|oitav* nove|non* dez|décim* onze doze",
    "ro": "zero un|o|unu|una|unui|unei|prim* doi*|două*|doua|amb* trei*|treia patr* cinc* șas*|şas* șapt*|şapt* "
    "opt* nou* zece* unsprezece* doisprezece*|douăsprezece*",
    "ru": "ноль|нул* один|одн*|перв* два|две|двух*|двум*|втор*|оба|обе|обоих три|трех*|трёх*|трем*|трём*|трет* "
    "четыр*|четверт*|четвёрт* пят* шест* седьм*|сем* восьм*|восем* девят* десят* одиннадцат* двенадцат*",
    "sk": "nul* jeden|jedn*|prv* dva|dve|dvoch|dvom*|druh*|oba|obe tri|troch|trom*|tret* štyr*|štvrt* päť*|piat* "
    "šesť*|šiest* sedem*|sied*|sedm* osem*|ôsm* deväť*|deviat* desať*|desiat* jedenás* dvanás*",
    "sl": "nič* en|ena|eno|eneg*|enem|enim|ene|prv* dva|dve|dveh|dvema|drug*|oba|obe tri|treh|trem*|tretj* "
    "štir*|četrt* pet* šest* sed* osem*|osm* devet* deset* enajst* dvanajst*",
    "sr": "нул* један|једн*|прв* два|две|двеју|двема|друг*|оба|обе три|трећ*|трију четир*|четврт* пет* шест* сед* "
    "осам*|осм* девет* десет* једанаест* дванаест*",
    "sr-Latn": _SERBIAN_LATIN,
    "sv": "noll en|ett|första|förste|enda två*|andra|båda tre|tredje fyra|fjärde fem|femte sex|sjätte sju|sjunde "
    "åtta|åttonde nio|nionde tio|tionde elv* tolv|tolfte",
    "tr": "sıfır* bir*|ilk|tek iki* üç* dört*|dörd* beş* altı* yedi* sekiz* dokuz* on|onun|onuncu on_bir* on_iki*",
    "uk": "нул* один|одн*|перш* два|дві|двох*|двом*|друг*|обидва|обидві три|трьох*|трьом*|трет* чотир*|четверт* "
    "п'ят*|п’ят* шіст*|шест*|шост* сім*|сем*|сьом* вісім*|восьм* дев'ят*|дев’ят* десят* одинадцят* дванадцят*",
    "vi": "không một|đầu_tiên|nhất hai|nhì ba bốn|tư năm sáu bảy|bẩy tám chín mười mười_một mười_hai",
}
"""Languages with blanks between words."""

UNSPACED = {
    "ar": "صفر واحد|أحد|إحدى|أول اثن|إثن|ثاني|ين|ان ثلاث|ثالث أربع|رابع خمس|خامس ست|سادس سبع|سابع ثمان|ثامن "
    "تسع|تاسع عشر|عاشر أحد_عشر|إحدى_عشر اثن|إثن",
    "he": "אפס אחת|אחד|ראשו|יחיד שני|שתי|יים שלוש|שליש ארבע|רביע חמש|חמיש שש|שיש שבע|שביע שמונ|שמינ תשע|תשיע "
    "עשר|עשיר אחת_עשרה|אחד_עשר שנים_עשר|שתים_עשרה",
    "ja": "〇|零|ゼロ 一|単|ひと|初 二|両|ふた 三 四 五 六 七 八 九 十個|十人|十日|十回 十一 十二",
    "ko": "영|제로 하나|한_|첫|단일 둘|두_ 셋|세_ 넷|네_ 다섯 여섯 일곱 여덟 아홉 열 열한|열하나 열두|열둘",
    "th": "ศูนย์ หนึ่ง|แรก|เดียว สอง|ทั้งคู่ สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง",
    "zh": "零|〇 一|单|單|首 二|两|兩|双|雙 三 四 五 六 七 八 九 十个|十個|十天|十次 十一 十二",
}
"""Languages in which a word has no blanks around it, or other words grown on; Arabic and Hebrew duals count for two."""
