"""What every reading process needs, loaded once in the process from which they are forked.

Each would load it anew, some nine tenths of a second of work, when it begins and after every so many documents.
"""

import ingest.readers.docx
import ingest.readers.html
import ingest.readers.markdown
import ingest.readers.pdf.ocr
import ingest.work.reader  # noqa: F401 - they are imported to be there
from ingest.names.dates import find_dates
from language.identify import SHORTEST, language_of

language_of("which language a text is in ".ljust(2 * SHORTEST, "e"))  # loads the model that tells
find_dates("1 May 2020")  # makes the tables of the months
