"""The codes of languages by their English names, as forms write them in heads of columns: `label::French`."""

from __future__ import annotations

import re
from types import MappingProxyType

_NAMES = """
ab abkhazian|aa afar|af afrikaans|ak akan|sq albanian|am amharic|ar arabic|an aragonese|hy armenian|as assamese
av avaric|ay aymara|az azerbaijani|bm bambara|ba bashkir|eu basque|be belarusian|bn bengali,bangla|bi bislama
bs bosnian|br breton|bg bulgarian|my burmese|ca catalan,valencian|ch chamorro|ce chechen|ny chichewa,chewa,nyanja
zh chinese,mandarin|cv chuvash|kw cornish|co corsican|cr cree|hr croatian|cs czech|da danish
dv divehi,dhivehi,maldivian|nl dutch,flemish|dz dzongkha|en english|eo esperanto|et estonian|ee ewe|fo faroese
fj fijian|fi finnish|fr french|ff fulah,fula|gl galician|lg ganda,luganda|ka georgian|de german|el greek
kl greenlandic|gn guarani|gu gujarati|ht haitian creole,haitian|ha hausa|he hebrew|hz herero|hi hindi|ho hiri motu
hu hungarian|is icelandic|ig igbo|id indonesian|iu inuktitut|ga irish,gaeilge|it italian|ja japanese|jv javanese
kn kannada|kr kanuri|ks kashmiri|kk kazakh|km khmer|ki kikuyu,gikuyu|rw kinyarwanda|ky kyrgyz,kirghiz|kv komi
kg kongo|ko korean|kj kuanyama|ku kurdish|lo lao|la latin|lv latvian|li limburgish|ln lingala|lt lithuanian
lu luba-katanga|lb luxembourgish|mk macedonian|mg malagasy|ms malay|ml malayalam|mt maltese|gv manx|mi maori
mr marathi|mh marshallese|mn mongolian|na nauru|nv navajo|ng ndonga|ne nepali|nd north ndebele|se northern sami
no norwegian|nb norwegian bokmål,bokmål|nn norwegian nynorsk,nynorsk|oc occitan|oj ojibwa|or oriya,odia|om oromo
os ossetian|pi pali|ps pashto,pushto|fa persian,farsi|pl polish|pt portuguese|pa punjabi,panjabi|qu quechua
ro romanian,moldovan|rm romansh|rn rundi,kirundi|ru russian|sm samoan|sg sango|sa sanskrit|sc sardinian
gd scottish gaelic,gaelic|sr serbian|sn shona|ii sichuan yi|sd sindhi|si sinhala,sinhalese|sk slovak|sl slovenian
so somali|nr south ndebele|st southern sotho,sesotho|es spanish,castilian|su sundanese|sw swahili|ss swati,swazi
sv swedish|tl tagalog,filipino|ty tahitian|tg tajik|ta tamil|tt tatar|te telugu|th thai|bo tibetan|ti tigrinya
to tonga,tongan|ts tsonga|tn tswana,setswana|tr turkish|tk turkmen|tw twi|ug uighur,uyghur|uk ukrainian|ur urdu
uz uzbek|ve venda|vi vietnamese|wa walloon|cy welsh,cymraeg|fy western frisian,frisian|wo wolof|xh xhosa|yi yiddish
yo yoruba|za zhuang|zu zulu
"""

LANGUAGES = MappingProxyType(
    {
        name: entry[:2]
        for line in _NAMES.strip().splitlines()
        for entry in line.split("|")
        for name in entry[3:].split(",")
    }
)
"""The codes of ISO 639-1 by the names of languages in English, in small letters."""


def language_code(text: str) -> str | None:
    """The code that the head of a column names, by itself, in brackets or by its English name; None where it does not.

    >>> language_code("Welsh (cy)"), language_code("cy"), language_code("French"), language_code("col2")
    ('cy', 'cy', 'fr', None)
    """
    found = re.search(r"\(([a-zA-Z]{2,3}(?:-[A-Za-z0-9]+)*)\)", text)
    if found:
        return found[1].lower() if "-" not in found[1] else found[1]
    plain = text.strip().lower()
    return plain if re.fullmatch(r"[a-z]{2}", plain) else LANGUAGES.get(plain)
