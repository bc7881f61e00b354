"""The sidebar of conversations, without the conversations: history.js lists what the browser keeps."""

from web.kit.markup import escape
from web.kit.words import say


def sidebar_html(language: str) -> str:
    """A button for a new conversation, a search field, room for the list, and a way to open a shared file.

    On narrow screens it is a drawer, which the bar above the chat opens.
    """
    conversations = escape(say("conversations", language))
    new = escape(say("new_conversation", language))
    find = escape(say("search_conversations", language))
    return (
        f'<p class="history-bar"><button type="button" class="plain-action" popovertarget="history">'
        f'<span aria-hidden="true">☰</span> {conversations}</button>'
        f'<button type="button" class="new-conversation plain-action">{new}</button></p>'
        f'<aside id="history" popover aria-label="{conversations}">'
        f'<button type="button" class="new-conversation plain-action"><span aria-hidden="true">+</span> {new}</button>'
        f'<input type="search" class="field find-conversation" maxlength="200" autocomplete="off" dir="auto" '
        f'placeholder="{find}" aria-label="{find}">'
        f'<ol class="conversations" aria-label="{conversations}"></ol>'
        f'<p class="note none" hidden>{escape(say("no_conversations", language))}</p>'
        f'<label class="bring">{escape(say("open_file", language))} '
        f'<input type="file" accept=".json" class="bring"></label></aside>'
    )
