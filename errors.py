"""The errors a person reads: one clear sentence that says what to do."""


class RapporteurError(Exception):
    """Something the user can mend; ``str(error)`` is the sentence to show, without a traceback."""


class UnreadableDocumentError(RapporteurError):
    """A document that cannot be read; it is set aside with its reason and stops nothing."""


class LibraryError(RapporteurError):
    """The library's folder, register or indexes cannot be used as they are."""


class UnusableVectorsError(LibraryError):
    """The vectors cannot be read as they are; words still can."""


class UnusableFolderError(UnusableVectorsError):
    """Chroma's folder is damaged or out of reach."""


class ModelError(RapporteurError):
    """An embedding or language model is missing, changed or does not answer."""
