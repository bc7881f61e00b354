"""Words of six languages by which sentences are changed, for teaching alone."""

from dataclasses import dataclass
from typing import Final

Rules = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """How a language denies.

    Attributes:
        before: What a negation is put behind or around.
        negated: The same, denied.
        taken_out: What is removed to take a negation out.
    """

    before: str
    negated: str
    taken_out: str = ""


REPLACED: Final[dict[str, Rules]] = {
    "en": (
        (r"\bshould\b", ("must", "may", "will")),
        (r"\b(?:must|shall)\b", ("may", "should", "could")),
        (r"\bmay\b", ("must", "will")),
        (r"\b(?:can|could)\b", ("will", "must", "cannot")),
        (r"\bwill\b", ("may", "has already been able to", "could")),
        (r"\ball\b", ("some", "most", "few")),
        (r"\b(?:some|several|certain)\b", ("all", "no", "most")),
        (r"\b(?:many|most)\b", ("all", "few", "no")),
        (r"\bencourages?\b", ("requires", "orders", "discourages")),
        (r"\binvites?\b", ("orders", "obliges")),
        (r"\b(?:requests?|calls upon)\b", ("forbids", "thanks", "merely invites")),
        (r"\b(?:welcomes?|commends?)\b", ("regrets", "condemns")),
        (r"\bsupport(?:s|ed)?\b", ("opposed", "rejects")),
        (r"\b(?:rejects?|oppose[sd]?)\b", ("supports", "accepts")),
        (r"\b(?:increased?|rise|rose|grew)\b", ("decreased", "fell")),
        (r"\b(?:decreased?|fell|declined)\b", ("increased", "rose")),
        (r"\bbefore\b", ("after",)),
        (r"\bafter\b", ("before",)),
        (r"\bat least\b", ("at most", "exactly")),
        (r"\b(?:more|higher)\b", ("less", "lower")),
        (r"\bless\b", ("more",)),
        (r"\bha(?:s|ve) been\b", ("will be", "may be")),
        (r"\bwill be\b", ("has been", "was")),
        (r"\b(?:was|were)\b", ("will be", "may have been")),
        (r"\bdevelop(?:ing)\b", ("developed",)),
        (r"\bpropos(?:es|ed)\b", ("adopted", "decided")),
        (r"\bvoluntary\b", ("binding", "mandatory")),
        (r"\b(?:especially|in particular|including)\b", ("except", "only")),
        (r"\b(?:contribute to|helps?)\b", ("prevents", "guarantees")),
        (r"\bfirst\b", ("second", "last")),
        (r"\bsecond\b", ("first", "third")),
        (r"\b(?:essential|important)\b", ("secondary", "irrelevant")),
        (r"\b(?:international)\b", ("national", "regional")),
        (r"\bGeneral Assembly\b", ("Security Council", "Secretary-General", "Human Rights Council")),
        (r"\bSecretary-General\b", ("General Assembly", "Security Council")),
        (r"\bSecurity Council\b", ("General Assembly", "Secretary-General")),
        (r"\bMember States\b", ("the Secretariat", "developed countries")),
        (r"\bGovernment\b", ("United Nations", "opposition")),
    ),
    "fr": (
        (r"\b(?:devraient|doivent)\b", ("peuvent", "pourraient")),
        (r"\b(?:devrait|doit)\b", ("peut", "pourrait")),
        (r"\b(?:peut|pourrait)\b", ("doit",)),
        (r"\b(?:peuvent|pourraient)\b", ("doivent",)),
        (r"\btous les\b|\btoutes les\b", ("certains", "la plupart des")),
        (r"\bcertain(?:s|es)\b|\bplusieurs\b", ("tous les",)),
        (r"\bavant\b", ("après",)),
        (r"\baprès\b", ("avant",)),
        (r"\bplus\b", ("moins",)),
        (r"\bmoins\b", ("plus",)),
        (r"\bpremier\b", ("dernier", "deuxième")),
        (r"\bpremière\b", ("dernière", "deuxième")),
        (r"\b(?:encourage|invite)\b", ("oblige", "dissuade")),
        (r"\b(?:prie|demande)\b", ("interdit", "remercie")),
        (r"\best\b", ("était autrefois", "pourrait être", "n’est pas")),
        (r"\bsont\b", ("étaient autrefois", "ne sont pas")),
    ),
    "es": (
        (r"\b(?:deben|deberían)\b", ("pueden", "podrían")),
        (r"\b(?:debe|debería)\b", ("puede", "podría")),
        (r"\b(?:puede|podría)\b", ("debe",)),
        (r"\b(?:pueden|podrían)\b", ("deben",)),
        (r"\btod[oa]s l[oa]s\b", ("algunos", "pocos", "la mayoría de los")),
        (r"\b(?:algun[oa]s|vari[oa]s|much[oa]s)\b", ("todos los", "ninguno de los")),
        (r"\bantes\b", ("después",)),
        (r"\bdespués\b", ("antes",)),
        (r"\bmás\b", ("menos",)),
        (r"\bmenos\b", ("más",)),
        (r"\bprimer[oa]?\b", ("segundo", "último")),
        (r"\b(?:mayor|grande)\b", ("menor", "pequeño")),
        (r"\b(?:alienta|invita)\b", ("obliga", "disuade")),
        (r"\bfue\b", ("será", "no fue")),
        (r"\bes\b", ("era antes", "podría ser", "no es")),
        (r"\bson\b", ("eran antes", "no son")),
    ),
    "ru": (
        (r"\bдолжны\b", ("могут",)),
        (r"\bдолжен\b|\bдолжна\b", ("может",)),
        (r"\bможет\b", ("должен", "не может")),
        (r"\bмогут\b", ("должны", "не могут")),
        (r"\bвсе(?:х|м|ми)?\b", ("некоторые", "немногие")),
        (r"\b(?:некоторые|многие|несколько)\b", ("все", "никакие")),
        (r"\bдо\b", ("после",)),
        (r"\bпосле\b", ("до",)),
        (r"\bбольше\b|\bболее\b", ("менее", "меньше")),
        (r"\bменее\b|\bменьше\b", ("более",)),
        (r"\bперв(?:ый|ая|ое|ого|ой)\b", ("второй", "последний")),
        (r"\bпризывает\b", ("обязывает", "запрещает")),
        (r"\bбыл(?:а|о|и)?\b", ("не был", "будет")),
        (r"\bтакже\b", ("только", "никогда")),
    ),
    "ar": (
        (r"\bجميع\b", ("بعض", "معظم")),
        (r"\bبعض\b", ("جميع",)),
        (r"\bالعديد من\b", ("جميع", "القليل من")),
        (r"\bيجب\b|\bينبغي\b", ("يجوز", "يمكن")),
        (r"\bيمكن\b|\bيجوز\b", ("يجب", "لا يمكن")),
        (r"\bقبل\b", ("بعد",)),
        (r"\bبعد\b", ("قبل",)),
        (r"\bأكثر\b", ("أقل",)),
        (r"\bأقل\b", ("أكثر",)),
        (r"\bأكبر\b", ("أصغر",)),
        (r"\bالأول\b|\bأول\b", ("الثاني", "آخر")),
        (r"\bكان\b", ("لم يكن", "سيكون")),
        (r"\bكانت\b", ("لم تكن", "ستكون")),
        (r"\bفقط\b", ("أيضا",)),
    ),
    "zh": (
        ("应该|应当|应", ("可以", "必须")),
        ("必须", ("可以",)),
        ("可以|可能|可", ("必须", "不可")),
        ("所有|全部|一切", ("一些", "少数")),
        ("一些|许多|若干|部分", ("所有", "没有任何")),
        ("之前|以前", ("之后",)),
        ("之后|以后", ("之前",)),
        ("增加|上升|增长", ("减少", "下降")),
        ("减少|下降", ("增加",)),
        ("最大|最高", ("最小", "最低")),
        ("第一", ("第二", "第三")),
        ("支持", ("反对",)),
        ("反对", ("支持",)),
        ("是", ("不是", "曾经是")),
        ("已经|已", ("将", "尚未")),
        ("鼓励|邀请", ("要求", "禁止")),
    ),
}
"""By language: a pattern, and what makes the sentence another claim in its place."""

AUXILIARIES: Final = {
    "en": Negation(
        r"\b(is|are|was|were|has|have|will|should|can|could|may|must|would)\b(?! not)",
        r"\1 not",
        r" not\b| never\b",
    ),
    "fr": Negation(r"\b(a|ont|doit|doivent|peut|peuvent|sera|devrait)\b", r"ne \1 pas", r"\bne |\bn’|\bn'"),
    "es": Negation(r"\b(es|son|fue|ha|han|debe|deben|puede|pueden|será|tiene)\b", r"no \1", r"\bno "),
    "ru": Negation(r"\b(является|были?|была|было|может|могут|должны|имеет|будет)\b", r"не \1", r"\bне "),
    "ar": Negation(r"\b(يمكن|تقوم|يقوم|توجد|يوجد|يؤدي|تعتبر|يعتبر)\b", r"لا \1", r"\bلا |\bلم "),
    "zh": Negation(r"(是|能|会|应|有)", r"不\1", r"不|没"),
}

CAUSES: Final = {
    "en": (
        " because of ",
        " as a result of ",
        ", and ",
        ", including ",
        " in order to secure ",
        " thanks to ",
    ),
    "fr": (" en raison de ", ", ainsi que ", " grâce à ", ", et "),
    "es": (" debido a ", ", así como ", " gracias a ", ", y "),
    "ru": (" из-за ", ", а также ", " благодаря ", " и "),
    "ar": (" بسبب ", "، وكذلك ", " بفضل ", " و"),
    "zh": ("，因为", "，并且", "，这得益于", "，以及"),
}

CONDITIONS: Final = {
    "en": r",?\s(?:if|unless|provided that|subject to|upon request|as appropriate|where appropriate|in accordance with"
    r"|on a voluntary basis|voluntary|on mutually agreed terms|until|except|to the extent|within existing resources"
    r"|as necessary|when|only|tentatively|possible|potential|reported|alleged|approximately|nearly|almost|some|many"
    r"|most)\b(?:[^,;.]{0,90}(?=[,;.])|(?=\s))",
    "fr": r",?\s(?:si|sauf|à condition|sous réserve|le cas échéant|selon qu.il convient|jusqu|conformément)\b[^,;.]{0,80}(?=[,;.])",
    "es": r",?\s(?:si|salvo|siempre que|con sujeción|según proceda|hasta|de conformidad con)\b[^,;.]{0,80}(?=[,;.])",
    "ru": r",?\s(?:если|при условии|за исключением|по мере необходимости|в соответствии)\b[^,;.]{0,80}(?=[,;.])",
    "ar": r"\s(?:إذا|شريطة|حسب الاقتضاء|ما لم|إلا)\b[^،,;.]{0,80}(?=[،,;.])",
    "zh": r"(?:如果|除非|酌情|应请求|在[^，。]{1,20}条件下|根据[^，。]{1,20})，?",
}

REPORTS: Final = {
    "en": r"^[^,;.]{2,60}\b(?:said|says|stated|noted|notes|considered|considers|believed|believes|argued|argues|suggested"
    r"|stressed|emphasized|reported|reports|claimed|expressed the view|recalled|proposed|recommended|hoped) that ",
    "fr": r"^[^,;.]{2,60}\b(?:a déclaré|déclare|estime|affirme|souligne|note|considère|indique) que ",
    "es": r"^[^,;.]{2,60}\b(?:dijo|afirma|declaró|señala|considera|subraya|indica|estima) que ",
    "ru": r"^[^,;.]{2,60}\b(?:заявил|заявила|считает|отмечает|полагает|утверждает|подчеркнул)[аи]?, что ",
}

SYNONYMS: Final = {
    "en": (
        (r"\bin order to\b", "to"), (r"\bregarding\b", "concerning"), (r"\bapproximately\b", "about"),
        (r"\bassist\b", "help"), (r"\bassistance\b", "help"), (r"\bensure\b", "make sure of"), (r"\bstrengthen\b", "reinforce"),
        (r"\bstrengthening\b", "reinforcing"), (r"\bStresses\b", "Underlines"), (r"\bemphasized\b", "stressed"),
        (r"\bRequests\b", "Asks"), (r"\brequests\b", "asks"), (r"\bcalls upon\b", "calls on"), (r"\bCalls upon\b", "Calls on"),
        (r"\bper cent\b", "percent"), (r"\bstated\b", "said"), (r"\bestablished?\b", "set up"), (r"\bchallenges\b", "difficulties"),
        (r"\bpromote\b", "further"), (r"\benhance\b", "improve"), (r"\benhancing\b", "improving"), (r"\bin relation to\b", "on"),
        (r"\bpersons\b", "people"), (r"\bcountries\b", "States"), (r"\bprovide\b", "give"), (r"\bcommence\b", "begin"),
        (r"\bwith a view to\b", "so as to achieve"), (r"\butilize\b", "use"), (r"\bsignificant\b", "considerable"),
        (r"\bthe present report\b", "this report"), (r"\bsuch as\b", "for example"), (r"\bobtain\b", "get"),
        (r"\bdemonstrate[sd]?\b", "shows"), (r"\bin accordance with\b", "under"), (r"\bfurther\b", "more"),
    ),
}  # fmt: skip
"""English alone: a pattern, and other words for it that say the same."""

FRAMES: Final = {
    "en": (
        "According to {0}, {1}",
        "In {0}, {1}",
        "{0} says that {1}",
        "{0} states that {1}",
        "{1}, {0} says.",
    ),
    "fr": ("Selon {0}, {1}", "D’après {0}, {1}", "{0} indique que {1}"),
    "es": ("Según {0}, {1}", "De acuerdo con {0}, {1}", "{0} señala que {1}"),
    "ru": ("Согласно {0}, {1}", "В {0} говорится, что {1}"),
    "ar": ("وفقا لـ {0}، {1}", "جاء في {0} أن {1}"),
    "zh": ("{0}指出，{1}", "根据{0}，{1}"),
}
"""How a sentence says where it is from: {0} the source, {1} the sentence."""

LEADS: Final = {
    "Recogniz": "recognizes",
    "Stress": "stresses",
    "Emphasiz": "emphasizes",
    "Not": "notes",
    "Recall": "recalls",
    "Reaffirm": "reaffirms",
    "Welcom": "welcomes",
    "Express": "expresses",
    "Acknowledg": "acknowledges",
    "Underlin": "underlines",
    "Encourag": "encourages",
    "Tak": "takes",
    "Bear": "bears",
    "Affirm": "affirms",
    "Commend": "commends",
    "Invit": "invites",
    "Reiterat": "reiterates",
    "Underscor": "underscores",
    "Urg": "urges",
    "Request": "requests",
    "Decid": "decides",
    "Condemn": "condemns",
}
"""How the paragraphs of a resolution begin, and what its organ is said to do."""
