from web.history.sidebar import sidebar_html


def test_the_sidebar_has_a_name_a_search_and_a_way_to_begin_anew_in_each_language() -> None:
    for language, new in (("en", "New conversation"), ("fr", "Nouvelle conversation")):
        html = sidebar_html(language)
        assert html.count(new) == 2
        assert '<aside id="history" popover aria-label="Conversations">' in html
        assert 'type="search"' in html
