"""What the starter documents print around their text, in each language."""

from dataclasses import dataclass
from datetime import date

from language.months import printed_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The fixed words of a document in one language.

    Attributes:
        language: Its BCP 47 code.
        series: Name of the series, at the head of page 1.
        original: The line that names the language.
        author: Who wrote it.
        notice: Says on page 1 that this is a summary of ours, not a UN document.
        notes: Heading of the footnotes where a format has no page foot.
        day: How a day is written, with {day}, {month} and {year}.
    """

    language: str
    series: str
    original: str
    author: str
    notice: str
    notes: str
    day: str

    def written(self, day: date) -> str:
        """A date in words."""
        month = printed_months(self.language)[day.month - 1]
        return self.day.format(day=day.day, month=month, year=day.year)


PHRASES = {
    "en": Phrases(
        language="en",
        series="Rapporteur Library",
        original="Original: English",
        author="Rapporteur team",
        notice=(
            "Summary written by the Rapporteur team in its own words. This is not a United Nations document "
            "and does not quote one: cite the documents named in the footnotes."
        ),
        notes="Notes",
        day="{day} {month} {year}",
    ),
    "fr": Phrases(
        language="fr",
        series="Bibliothèque Rapporteur",
        original="Original : français",
        author="Équipe Rapporteur",
        notice=(
            "Résumé rédigé par l’équipe Rapporteur dans ses propres termes. Ce n’est pas un document des "
            "Nations Unies et il n’en cite aucun mot pour mot : se reporter aux textes indiqués en note."
        ),
        notes="Notes",
        day="{day} {month} {year}",
    ),
    "es": Phrases(
        language="es",
        series="Biblioteca Rapporteur",
        original="Original: español",
        author="Equipo Rapporteur",
        notice=(
            "Resumen redactado por el equipo Rapporteur con sus propias palabras. No es un documento de las "
            "Naciones Unidas ni reproduce ninguno: cítense los textos indicados en las notas."
        ),
        notes="Notas",
        day="{day} de {month} de {year}",
    ),
    "ru": Phrases(
        language="ru",
        series="Библиотека Rapporteur",
        original="Язык оригинала: русский",
        author="Коллектив Rapporteur",
        notice=(
            "Обзор, составленный коллективом Rapporteur своими словами. Это не документ Организации "
            "Объединенных Наций и не цитата из него: ссылаться следует на документы, указанные в сносках."
        ),
        notes="Примечания",
        day="{day} {month} {year} года",
    ),
    "zh": Phrases(
        language="zh",
        series="Rapporteur 文库",
        original="原文：中文",
        author="Rapporteur 小组",
        notice=(
            "本文由 Rapporteur 小组用自己的语言撰写，不是联合国文件，也不引用联合国文件原文；"
            "引用时请使用脚注所列文件。"
        ),
        notes="脚注",
        day="{year}年{month}{day}日",
    ),
    "ar": Phrases(
        language="ar",
        series="مكتبة Rapporteur",
        original="الأصل: بالعربية",
        author="فريق Rapporteur",
        notice=(
            "ملخص كتبه فريق Rapporteur بأسلوبه الخاص. ليس هذا النص وثيقة من وثائق الأمم المتحدة "
            "ولا ينقل عنها نقلا حرفيا، فالمرجع هو الوثائق المذكورة في الحواشي."
        ),
        notes="الحواشي",
        day="{day} {month} {year}",
    ),
}
