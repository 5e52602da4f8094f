"""The live site follows every kind of edit, makes nothing else anew, and keeps its last good pages over a bad one."""

from __future__ import annotations

import math
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving.served import BASE, WITHIN, Served, serving
from test_building import BROKEN, CONFIG, STORY, new_course

import builder.hosts.serving.following as following_module
import builder.hosts.serving.judging as judging_module
from builder.diagnostics import Severity
from builder.hosts.serving.checks import Took, timed_check
from builder.hosts.serving.site import Site
from builder.pipeline import Checked

PAGES = "# Tips\n\nAsk first.\n"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    course = new_course(tmp_path_factory.mktemp("following") / "course")
    with serving(course, tmp_path_factory.mktemp("made")) as found:
        yield found


@pytest.fixture
def served(lasting: Served) -> Served:
    """The small course and a second story, as new."""
    shutil.rmtree(lasting.course / "stories", ignore_errors=True)
    (lasting.course / "stories").mkdir()
    (lasting.course / "mkdocs.yml").write_text(CONFIG)
    lasting.story.write_text(STORY)
    (lasting.course / "stories" / "tea.yml").write_text(STORY.replace("latte", "tea").replace("stone", "rather"))
    (lasting.course / "stories" / "tips.md").write_text(PAGES)
    lasting.following.follow()
    lasting.said.clear()
    lasting.checks.clear()
    return lasting


def builds(served: Served) -> int:
    """How often MkDocs has built the site."""
    return served.following._builds


def edit(served: Served, old: str, new: str, name: str = "stories/latte.yml") -> None:
    path = served.course / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    served.save(name)


def state(served: Served) -> tuple[str, str]:
    """The version of the site and that of the findings."""
    site, _, findings = served.following.version().partition(".")
    return site, findings


# -- stories --


def test_new_words_are_on_every_page_and_in_every_file_at_once(served: Served) -> None:
    for address in ("latte/counter.html", "latte/words-0.js", "latte/map/", "latte/", ""):
        served.page(address)
    before, site = builds(served), state(served)[0]
    edit(served, "stone cold", "lukewarm")
    edit(served, "Sam's coffee went cold in the queue.", "Sam has waited.")
    assert "lukewarm" in served.page("latte/counter.html").text
    assert "lukewarm" in served.page("latte/words-0.js").text
    assert "Sam has waited." in served.page("latte/").text
    assert "Sam has waited." in served.page("").text
    assert builds(served) == before
    assert state(served)[0] != site


def test_what_was_not_edited_is_not_made_again(served: Served) -> None:
    site = served.following._site
    assert site is not None
    for address in ("tea/", "tea/map/", "latte/", ""):
        served.page(address)
    edit(served, "stone cold", "lukewarm")
    now = served.following._site
    assert now is not None and now is not site
    assert now.tales["tea"] is site.tales["tea"]
    assert now.tales["latte"] is not site.tales["latte"]
    assert set(now.kept) == {"tea/index.html", "tea/map/index.html"}


class Growing(str):
    """The address of a page during whose use another page is made."""

    site: Site

    def partition(self, mark: str, /) -> tuple[str, str, str]:
        self.site.kept["tea/map/index.html"] = b""
        return super().partition(mark)


def test_a_page_may_be_made_while_a_save_is_taken_in(served: Served) -> None:
    site = served.following._site
    assert site is not None
    site.kept.clear()
    address = Growing("tea/index.html")
    address.site = site
    site.kept[address] = b""
    edit(served, "stone cold", "lukewarm")
    assert not served.said
    assert "lukewarm" in served.page("latte/counter.html").text


def test_a_save_that_changes_nothing_changes_nothing(served: Served) -> None:
    version = served.following.version()
    served.save("stories/latte.yml")
    assert served.following.version() == version
    assert not served.checks


def test_a_scene_that_comes_or_goes_needs_no_build(served: Served) -> None:
    before = builds(served)
    edit(served, "goto: smile", "goto: cellar")
    edit(served, "outcomes:", "  cellar: {text: It is dark., next: smile}\noutcomes:")
    assert served.page("latte/cellar.html").status == 200
    edit(served, "goto: cellar", "goto: smile")
    edit(served, "  cellar: {text: It is dark., next: smile}\n", "")
    assert served.page("latte/cellar.html").status == 404
    assert builds(served) == before


def test_a_new_title_is_in_the_navigation_of_every_page(served: Served) -> None:
    edit(served, "The cold latte", "The icy latte")
    for address in ("tips/", "tea/", "nix.html"):
        assert "The icy latte" in served.page(address).text


def test_stories_come_and_go(served: Served) -> None:
    (served.course / "stories" / "cocoa.yml").write_text(STORY.replace("latte", "cocoa"))
    served.save("stories/cocoa.yml")
    assert "stone cold" in served.page("cocoa/counter.html").text
    assert "The cold cocoa" in served.page("").text
    (served.course / "stories" / "cocoa.yml").unlink()
    served.save("stories/cocoa.yml")
    assert served.page("cocoa/counter.html").status == 404
    assert "The cold cocoa" not in served.page("").text


def test_a_folder_of_stories_that_goes_and_comes_back_is_followed(served: Served) -> None:
    stories, away = served.course / "stories", served.course / "away"
    stories.rename(away)
    served.save("stories")
    assert "stone cold" in served.page("latte/counter.html").text
    assert served.said == [f"There is no folder {stories}. Stories live in a folder called stories: make it, or name "
                           "another folder."]  # fmt: skip
    away.rename(stories)
    served.save("stories")
    edit(served, "stone cold", "back again")
    assert "back again" in served.page("latte/counter.html").text
    assert len(served.said) == 1


# -- what is wrong --


def test_a_broken_story_keeps_its_last_good_pages_until_it_is_mended(served: Served) -> None:
    version = state(served)
    served.story.write_text(BROKEN)
    served.save("stories/latte.yml")
    assert [each.diagnostic.rule for each in served.checks[-1].findings] == ["unknown-destination"]
    assert state(served)[0] == version[0] and state(served)[1] != version[1]
    assert "stone cold" in served.page("latte/counter.html").text
    edit(served, "rather cold", "cool", "stories/tea.yml")
    assert "cool" in served.page("tea/counter.html").text
    (served.course / "stories" / "tips.md").write_text("# Tips\n\nThink.\n")
    served.save("stories/tips.md")
    assert "Think." in served.page("tips/").text
    assert "stone cold" in served.page("latte/counter.html").text
    edit(served, "goto: smiel", "goto: smile\n        reaction: There.")
    assert "There." in served.page("latte/counter.html").text
    assert not served.checks[-1].findings


@pytest.mark.parametrize("cut", [0, 1, 20, 200, 400, len(STORY) - 3])
def test_a_half_written_story_is_no_more_than_broken(served: Served, cut: int) -> None:
    served.story.write_text(STORY[:cut])
    served.save("stories/latte.yml")
    assert "stone cold" in served.page("latte/counter.html").text
    served.story.write_text(STORY.replace("stone", "ice"))
    served.save("stories/latte.yml")
    assert "ice cold" in served.page("latte/counter.html").text
    assert not served.said


def test_a_story_that_was_never_sound_shows_what_to_mend(served: Served) -> None:
    (served.course / "stories" / "cocoa.yml").write_text(BROKEN.replace("latte", "<b>cocoa"))
    served.save("stories/cocoa.yml")
    for address in ("cocoa/", "cocoa/counter.html", "cocoa/anything/"):
        got = served.page(address)
        assert got.status == 503
        assert "There is no scene or outcome `smiel`" in got.text
        assert "stories/cocoa.yml:14:15" in got.text
        assert "_author/follow.js" in got.text
    (served.course / "stories" / "cocoa.yml").write_text(STORY)
    served.save("stories/cocoa.yml")
    assert "stone cold" in served.page("cocoa/counter.html").text


def test_what_rules_find_keeps_no_page_back(served: Served) -> None:
    edit(served, "{result: success,", "{result: partial,")
    assert served.checks[-1].count(Severity.ERROR)
    assert "ch-" in served.page("latte/smile.html").text
    edit(served, "stone cold", "lukewarm")
    assert "lukewarm" in served.page("latte/counter.html").text


def test_broken_settings_keep_the_site_and_are_told_in_a_sentence(served: Served) -> None:
    version = state(served)
    (served.course / "mkdocs.yml").write_text(f"{CONFIG}theme: [\n")
    served.save("mkdocs.yml")
    assert "stone cold" in served.page("latte/counter.html").text
    assert state(served)[0] == version[0] and state(served)[1] != version[1]
    (said,) = served.said
    assert "mkdocs.yml cannot be used" in said and "\n" not in said and "Traceback" not in said
    (served.course / "mkdocs.yml").write_text(CONFIG.replace("Cups", "Mugs"))
    served.save("mkdocs.yml")
    assert "Mugs" in served.page("").text
    assert len(served.said) == 1


def test_a_plugin_that_fails_is_told_in_a_sentence_too(served: Served) -> None:
    (served.course / "hook.py").write_text("def on_nav(nav, **_):\n    raise KeyError('zebra')\n")
    (served.course / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n")
    served.save("mkdocs.yml")
    assert len(served.said) == 1
    assert served.said[0].startswith("A plugin, hook or template that mkdocs.yml names failed (KeyError: 'zebra').")
    assert "stone cold" in served.page("latte/counter.html").text


def test_a_page_in_the_way_is_told_and_the_rest_goes_on(served: Served) -> None:
    (served.course / "stories" / "latte").mkdir()
    (served.course / "stories" / "latte" / "index.md").write_text("# In the way")
    served.save("stories/latte/index.md")
    assert "stands where a page of a story has to be" in served.said[-1]
    shutil.rmtree(served.course / "stories" / "latte")
    served.save("stories/latte", "stories/latte/index.md")
    edit(served, "stone cold", "lukewarm")
    assert "lukewarm" in served.page("latte/counter.html").text


# -- whatever else the site is made from --


def test_markdown_pages_are_followed(served: Served) -> None:
    (served.course / "stories" / "tips.md").write_text("# Tips\n\nListen first.\n")
    served.save("stories/tips.md")
    assert "Listen first." in served.page("tips/").text
    (served.course / "stories" / "more.md").write_text("# More words\n")
    served.save("stories/more.md")
    assert "More words" in served.page("tips/").text
    (served.course / "stories" / "more.md").unlink()
    served.save("stories/more.md")
    assert served.page("more/").status == 404


def test_a_markdown_page_is_made_again_alone_unless_others_tell_of_it(served: Served) -> None:
    before = builds(served)
    edit(served, "Ask first.", "Listen first.", "stories/tips.md")
    edit(served, "stone cold", "lukewarm")
    edit(served, "Listen first.", "Listen *first*.", "stories/tips.md")
    edit(served, "lukewarm", "stone cold")
    assert "Listen <em>first</em>." in served.page("tips/").text
    assert builds(served) == before
    edit(served, "# Tips", "# Hints", "stories/tips.md")
    assert builds(served) == before + 1
    assert "Hints" in served.page("latte/").text
    edit(served, "# Hints", "---\nstatus: new\n---\n# Hints", "stories/tips.md")
    assert builds(served) == before + 2
    served.save("stories/tips.md")
    assert "Listen <em>first</em>." in served.page("tips/").text


def test_an_authors_own_home_page_lists_the_stories_as_they_are(served: Served) -> None:
    (served.course / "stories" / "index.md").write_text("# Welcome\n\nOwn words.\n")
    served.save("stories/index.md")
    edit(served, "Sam's coffee went cold in the queue.", "Sam has waited.")
    before = builds(served)
    edit(served, "Own words.", "Other words.", "stories/index.md")
    edit(served, "Sam has waited.", "Sam has gone.")
    edit(served, "Other words.", "New words.", "stories/index.md")
    home = served.page("").text
    assert "New words." in home and "Sam has gone." in home
    assert builds(served) == before


def test_pictures_are_followed(served: Served) -> None:
    picture = served.course / "stories" / "cup.svg"
    for words in ("first", "second"):
        picture.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{words}</title></svg>')
        served.save("stories/cup.svg")
        assert words in served.page("cup.svg").text


def test_skills_are_followed(served: Served) -> None:
    (served.course / "stories" / "skills.yml").write_text("skills: {listen: {title: Listen fully}}\n")
    served.save("stories/skills.yml")
    assert "Listen fully" in served.page("skills/listen/").text
    (served.course / "stories" / "skills.yml").unlink()
    served.save("stories/skills.yml")
    assert served.page("skills/").status == 404


def test_files_that_an_editor_makes_and_takes_away_are_nothing(served: Served) -> None:
    version = served.following.version()
    served.save("stories/sed1234", "stories/latte.yml.new")
    served.save("stories/gone/deeper.md")
    assert served.following.version() == version


# -- stories that take long to check --


def test_the_pages_of_a_large_story_do_not_wait_for_its_rules(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_module, "_QUICK", -1.0)
    monkeypatch.setattr(judging_module, "_CALM", 0.01)
    site = state(served)[0]
    edit(served, "{result: success,", "{result: partial,")
    assert state(served)[0] != site
    assert "data-play" in served.page("latte/counter.html").text
    judged(served)
    assert "no-success" in [each.diagnostic.rule for each in served.checks[-1].findings]
    assert 'data-play="0"' in served.page("latte/smile.html").text
    shown, findings = state(served)
    served.story.write_text(BROKEN)
    served.save("stories/latte.yml")
    judged(served)
    assert state(served)[0] == shown and state(served)[1] != findings
    assert [each.diagnostic.rule for each in served.checks[-1].findings] == ["unknown-destination"]
    assert not served.said


def test_rules_are_not_asked_before_a_page_that_listens_was_loaded_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following_module, "_QUICK", -1.0)
    monkeypatch.setattr(judging_module, "_CALM", 0.01)
    monkeypatch.setattr(judging_module, "_LONGEST", 60.0)
    happened: list[str] = []
    looked, judging = threading.Event(), served.following._judging
    listened = judging.listened

    def looking() -> bool:
        looked.set()
        return listened()

    def asking(*given: Any) -> Any:
        happened.append("rules")
        looked.set()
        return timed_check(*given)

    monkeypatch.setattr(judging, "listened", looking)
    monkeypatch.setattr(judging_module, "timed_check", asking)
    with served.connected() as tab:
        tab.sendall(f"GET {BASE}_author/events HTTP/1.1\r\nHost: localhost:{served.port}\r\n\r\n".encode())
        while b"data: " not in (piece := tab.recv(9_999)):
            assert piece
        edit(served, "stone cold", "lukewarm")
        assert looked.wait(30)
        happened.append("page")
        assert "lukewarm" in served.page("latte/counter.html").text
        judged(served)
    assert happened == ["page", "rules"]


def test_what_both_ways_of_following_show_is_the_same_as_a_site_made_anew(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [
        *("", "latte/", "latte/counter.html", "latte/smile.html", "latte/story.js", "latte/lessons.js"),
        *("latte/words-0.js", "latte/marks.js", "latte/map/", "latte/role-play/", "tea/", "course/coverage/"),
    ]
    told = []
    for quick in (math.inf, -1.0):
        monkeypatch.setattr(following_module, "_QUICK", quick)
        monkeypatch.setattr(judging_module, "_CALM", 0.01)
        for address in addresses:
            served.page(address)
        edit(served, "summary: Sam", "summary: Poor Sam")
        edit(served, "- say: It was hot", "- say: But it was hot")
        judged(served)
        told.append([bare(served.page(address).text) for address in addresses])
        served.following.follow()
        assert told[-1] == [bare(served.page(address).text) for address in addresses]
        edit(served, "summary: Poor Sam", "summary: Sam")
        edit(served, "- say: But it was hot", "- say: It was hot")
        judged(served)
    assert told[0] == told[1]


def test_what_rules_say_of_an_older_state_never_comes_after_what_was_found_since(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_check = threading.Event()

    def when_it_may(*given: Any) -> tuple[Checked, Took]:
        assert may_check.wait(WITHIN)
        return timed_check(*given)

    monkeypatch.setattr(following_module, "_QUICK", -1.0)
    monkeypatch.setattr(judging_module, "_CALM", 0.01)
    monkeypatch.setattr(judging_module, "timed_check", when_it_may)
    edit(served, "{result: success,", "{result: partial,")  # its pages are shown, and its rules wait
    (served.course / "hook.py").write_text("def on_nav(nav, **_):\n    raise KeyError('zebra')\n")
    (served.course / "mkdocs.yml").write_text(f"{CONFIG}hooks: [hook.py]\n")
    served.story.write_text(BROKEN)
    served.save("mkdocs.yml", "stories/latte.yml")  # all is checked, and no site comes of it
    assert [each.diagnostic.rule for each in served.checks[-1].findings] == ["unknown-destination"]
    may_check.set()
    judged(served)
    assert [each.diagnostic.rule for each in served.checks[-1].findings] == ["unknown-destination"]


def judged(served: Served) -> None:
    """Wait until the rules were asked, where they are asked later."""
    if (thread := served.following._judging.thread) is not None:
        thread.join(WITHIN)
        assert not thread.is_alive()


def bare(page: str) -> str:
    """The page without the version that it follows the author from."""
    return re.sub(r"version=[\w.-]+", "", page)


def test_a_first_site_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    course = new_course(tmp_path / "course")
    (course / "mkdocs.yml").write_text(CONFIG.replace("- coolhead", "- coolhead: {severity: {no-succes: note}}"))
    (tmp_path / "made").mkdir()
    with serving(course, tmp_path / "made") as served:
        for address in ("", "latte/counter.html", "any/thing"):
            got = served.page(address)
            assert got.status == 503
            assert "Did you mean `no-success`" in got.text
        (course / "mkdocs.yml").write_text(CONFIG)
        served.save("mkdocs.yml")
        assert "stone cold" in served.page("latte/counter.html").text
