"""A play in the terminal: what the player types, and what is printed."""

from __future__ import annotations

import io
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from textwrap import dedent

import pytest
from rich.console import Console

from builder.diagnostics import BuilderError
from builder.flow.link import StoryGraph, link
from builder.flow.play import BadPlayError
from builder.flow.search import NoPlayError
from builder.flow.step import Chosen, Moment
from builder.hosts.saving import StoryFile
from builder.hosts.terminal import play_in_terminal
from builder.hosts.terminal.playing import PROMPT
from builder.hosts.terminal.screen import Screen, show_moment
from builder.model import Course, Walkthrough
from builder.sources import Source, StorySource
from builder.storyfile.read import read_story

STORY = """
    format: 1
    title: The late parcel
    summary: Somebody waited in.
    mode: practice
    cast:
      priya: {name: Priya Nair, role: customer}
    state:
      tension: {start: 7, min: 0, max: 10, label: Tension, show: words, good: low, words: {0: settled, 6: venting}}
      trust: {start: 2, min: 0, max: 10, label: Trust, show: meter}
      minutes: {start: 5, min: 0, max: 9, label: Minutes, show: number}
      patience: {start: 5, min: 0, max: 9}
      has_name: false
    facts: {monday: The school inspects on Monday.}
    triggers: {re-asking: {phrases: [order number]}}
    interrupts: [{when: tension >= 10, goto: hung-up}]
    scenes:
      ringing:
        title: The phone rings
        hint: What has she said already?
        lines:
          - {text: It is *early*.}
          - {speaker: priya, mood: angry, text: 'Two days. **Two days** I have sat in.'}
          - {speaker: priya, mood: angry, text: For nothing.}
        shuffle: false
        choices:
          - id: story
            say: Tell me what happened.
            goto: her-story
            change: {tension: -2, trust: +3}
            rating: strong
            reveals: [monday]
            reaction: There is a breath.
            feedback: You let her tell it.
          - id: number
            say: "Your order number?"
            goto: her-story
            change: {tension: +1, patience: -1}
            rating: weak
            trips: [re-asking]
            tempting: It is the first field.
            feedback: She gave it three times.
            better: I have it here.
          - {do: Put her through., goto: good, when: has_name, locked: You do not know her name.}
          - {do: Shout., goto: her-story, change: {tension: +9}, when: not has_name, rating: weak}
          - {do: Never., goto: good, when: has_name}
      her-story:
        set: {has_name: true}
        change: {minutes: -1}
        text: She tells it.
        next: sorting
      sorting: {route: [{when: tension > 7, goto: ringing}, {goto: good}]}
    outcomes:
      good:
        result: success
        title: A plan
        text: She has a plan.
        debrief: Listening did it.
        aftermath: {customer: A parcel on Monday., the-company: One customer kept.}
        reflect: ["What did she need first?"]
        score: 70 + trust
      hung-up: {result: failure, title: Only the tone}
    """


def linked(text: str) -> StoryGraph:
    read = read_story(StorySource("late", Source("late.yml", dedent(text).encode())))
    graph, findings = link(read.story, Course())
    assert graph is not None, (read.findings, findings)
    return graph


def played(
    *lines: str,
    story: str = STORY,
    at: str | None = None,
    replay: str | None = None,
    author: bool = False,
    terminal: bool = False,
    file: StoryFile | None = None,
) -> str:
    """Everything that is printed when these lines are typed and then the input ends."""
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal, color_system="standard" if terminal else None)
    typed = iter(lines)

    def read_line(prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        out.write(f"{prompt}{line}\n")
        return line

    graph = linked(story)
    status = play_in_terminal(
        graph, at=at, replay=replay, author=author, file=file, console=console, read_line=read_line
    )
    assert status == 0
    return out.getvalue()


def after(text: str, mark: str) -> str:
    """What comes after the last place where the mark stands."""
    assert mark in text, text
    return text.rpartition(mark)[2]


# -- a scene --


def test_a_scene_shows_its_title_who_speaks_in_what_mood_and_numbered_choices() -> None:
    shown = played()
    assert shown.index("The late parcel") < shown.index("The phone rings") < shown.index("It is early.")
    assert "Priya Nair (angry)\n  Two days. Two days I have sat in.\n  For nothing.\n" in shown
    assert "1  “Tell me what happened.”" in shown
    assert "2  “Your order number?”" in shown
    assert "3  Shout." in shown
    assert "Type a number from 1 to 3 to choose." in shown


def test_a_locked_choice_is_shown_with_its_reason_and_no_number_and_a_hidden_one_is_not() -> None:
    shown = played()
    assert "–  Put her through.\n" in shown
    assert "Locked: You do not know her name." in shown
    assert "Never." not in shown


def test_a_choice_shows_its_reaction_and_what_changed_as_the_author_wants_it_shown() -> None:
    shown = after(played("1"), "> 1")
    assert shown.index("You  “Tell me what happened.”") < shown.index("There is a breath.")
    assert "Tension  venting → settled\n" in shown
    assert "Trust  ■■□□□□□□□□ → ■■■■■□□□□□\n" in shown
    assert "Minutes  5 → 4\n" in shown
    assert "Press Enter to go on." in shown


def test_a_number_shown_in_words_is_told_only_when_its_word_changes_and_hidden_state_never() -> None:
    shown = after(played("2"), "> 2")
    assert "Tension" not in shown and "Patience" not in shown and "Has name" not in shown


def test_enter_goes_on_and_means_nothing_where_there_is_a_choice_to_make() -> None:
    assert "Type a number from 1 to 3" in after(played(""), "> ")
    assert "A plan" in after(played("1", ""), "> ")


@pytest.mark.parametrize("typed", ["0", "4", "99", "-1", "two", "²", "1 2"])
def test_anything_else_typed_is_answered_with_what_can_be_typed(typed: str) -> None:
    shown = after(played(typed), f"> {typed}\n")
    assert "Type a number from 1 to 3 to choose." in shown and "q quit" in shown
    assert "Your play so far is -." in shown


def test_choices_are_numbered_in_a_shuffled_order_and_the_play_code_keeps_the_authored_one() -> None:
    choices = ", ".join(f"{{say: Number {number}., goto: end}}" for number in range(6))
    story = f"""
        format: 1
        title: Many
        scenes: {{one: {{choices: [{choices}]}}}}
        outcomes: {{end: {{result: success, title: The end}}}}
        """
    order = [line.split("Number ")[1][0] for line in played(story=story).splitlines() if "Number" in line]
    assert sorted(order) == list("012345") != order
    for number, position in enumerate(order, 1):
        assert f"Your play was {position}." in played(str(number), story=story)


# -- asking --


def test_the_state_is_shown_on_request_as_the_author_wants_it_shown() -> None:
    shown = after(played("s"), "> s")
    assert "Tension  venting  (low is good)" in shown
    assert "Trust    ■■□□□□□□□□" in shown
    assert "Minutes  5" in shown
    assert "patience" not in shown.lower() and "has" not in shown.lower().partition("your play")[0]


def test_the_hint_is_given_on_request() -> None:
    assert "What has she said already?" not in played()
    assert "What has she said already?" in played("h")
    assert "There is no hint here." in played("1", "h")


def test_in_practice_the_coach_speaks_on_request() -> None:
    assert "She gave it three times." not in played("2")
    assert "Coach  She gave it three times." in after(played("2", "?"), "> ?")
    assert "you have made none yet" in played("?")
    assert "nothing to say" in played("3", "?")


def test_in_guided_mode_the_coach_speaks_at_once_unless_the_choice_was_strong() -> None:
    guided = STORY.replace("mode: practice", "mode: guided")
    assert "Coach  She gave it three times." in played("2", story=guided)
    assert "You let her tell it." not in played("1", story=guided)
    assert "You let her tell it." in played("1", "?", story=guided)


def test_in_challenge_mode_coach_and_state_wait_for_the_end() -> None:
    challenge = STORY.replace("mode: practice", "mode: challenge")
    before = played("1", "s", "?", story=challenge)
    assert "You let her tell it." not in before and "venting" not in before and "Minutes" not in before
    assert "state is shown at the end" in before and "coach speaks at the end" in before
    end = after(played("1", "", story=challenge), "> ")
    assert "You let her tell it." in end and "Tension  settled" in end


def test_the_transcript_tells_the_play_so_far() -> None:
    shown = after(played("2", "t"), "> t")
    told = ["The phone rings", "Two days.", "You  “Your order number?”", "She tells it.", "Press Enter to go on."]
    assert [shown.index(each) for each in told] == sorted(shown.index(each) for each in told)


# -- going back --


def test_undo_goes_back_to_where_the_last_choice_was_made_with_its_state() -> None:
    shown = after(played("2", "", "u", "s"), "> u")
    assert "The phone rings" in shown and "Type a number from 1 to 3" in shown
    assert "Minutes  5" in shown
    assert "Your play so far is -." in shown
    assert "nothing to undo" in played("u")


def test_undo_works_after_the_end_too() -> None:
    shown = after(played("1", "", "u"), "> u")
    assert "The phone rings" in shown


def test_restart_begins_the_same_story_again() -> None:
    shown = after(played("2", "", "r"), "> r")
    assert "The late parcel" in shown and "Type a number from 1 to 3" in shown


# -- the end --


def test_the_ending_tells_the_result_the_aftermath_the_debrief_the_score_and_the_play_code() -> None:
    end = after(played("1", ""), "> ")
    told = [
        "A plan",
        "✔ Success",
        "She has a plan.",
        "Customer     A parcel on Monday.",
        "The company  One customer kept.",
        "Listening did it.",
        "Trust    ■■■■■□□□□□",
        "1. The phone rings",
        "• What did she need first?",
        "Score      75 out of 100",
        "Play code  0",
    ]
    assert [end.index(each) for each in told] == sorted(end.index(each) for each in told)


def test_the_ending_looks_at_each_decision_again_with_the_stronger_wording() -> None:
    end = after(played("2", "", "1", ""), "> ")
    assert "1. The phone rings" in end and "2. The phone rings" in end
    assert "Stronger  I have it here." in end
    assert "Coach  She gave it three times." in end


def test_after_the_end_numbers_choose_nothing() -> None:
    assert "The play is over." in after(played("1", "", "1"), "> 1")


def test_a_play_without_an_open_choice_says_so() -> None:
    story = """
        format: 1
        title: Stuck
        scenes: {one: {choices: [{say: Go., goto: end, when: visited(two)}]}, two: {next: end}}
        outcomes: {end: {result: success, title: The end}}
        """
    assert "No choice is open here, so this play is stuck." in played(story=story)


def test_a_choice_into_an_endless_loop_is_told_and_can_be_made_otherwise() -> None:
    story = """
        format: 1
        title: Loop
        scenes:
          one: {shuffle: false, choices: [{say: Lost., goto: two}, {say: Out., goto: end}]}
          two: {next: two}
        outcomes: {end: {result: success, title: The end}}
        """
    shown = played("1", "2", story=story)
    assert "The story goes round for ever without a choice: `two` → `two`." in shown
    assert "✔ Success" in after(shown, "> 2")


# -- the author --


def test_learners_see_nothing_that_is_for_authors() -> None:
    shown = played("2", "s", "t", "", "1", "")
    for secret in ("weak", "strong,", "re-asking", "It is the first field", "her-story", "tension >="):
        assert secret not in shown


def test_the_authors_view_shows_ratings_destinations_conditions_hidden_state_and_workings() -> None:
    shown = played("2", "s", author=True)
    assert "number → her-story, weak" in shown
    assert "Locked: hidden from learners" in shown and "when has_name" in shown
    assert "trips re-asking" in shown
    assert "Patience  5 → 4" in shown and "Tension  7 (venting) → 8 (venting)" in shown
    assert "Has name  true" in shown


def test_the_authors_view_shows_interrupts_and_scenes_passed() -> None:
    assert "interrupt: tension >= 10 → hung-up" in played("3", author=True)
    assert "[sorting: passed]" in played("1", "", author=True)


def test_the_authors_view_can_be_turned_on_and_off_in_the_play() -> None:
    shown = played("a", "a")
    assert "number → her-story" in shown
    assert "number → her-story" not in after(shown, "> a")


# -- beginning in the middle --


def test_a_replay_begins_where_the_play_stands() -> None:
    shown = played("", replay="1")
    assert "She tells it." in shown and "Tell me what happened" not in shown.partition("> ")[0]
    assert "This is play 1;" in shown
    assert "Your play so far is 1." in shown


def test_a_bad_play_code_is_refused_before_anything_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("2", "0!", "09"):
        with pytest.raises(BadPlayError):
            played(replay=code)
    assert capsys.readouterr().out == ""


def test_a_play_can_begin_at_a_scene_in_a_situation_that_a_real_play_has() -> None:
    shown = played("s", at="her-story")
    assert "This is play 0;" in shown
    assert "Minutes  4" in shown
    assert "A plan" in played(at="good")


def test_a_scene_that_is_not_there_or_cannot_be_reached_is_told_plainly() -> None:
    with pytest.raises(BuilderError, match="Did you mean `ringing`"):
        played(at="rining")
    with pytest.raises(NoPlayError, match="passes through `sorting`"):
        played(at="sorting")


# -- leaving --


@pytest.mark.parametrize("word", ["q", "Quit", " exit "])
def test_quitting_prints_the_play_code_and_how_to_take_it_up_again(word: str) -> None:
    shown = after(played("2", "", word, "1"), f"> {word}")
    assert "Your play so far is 1. To take it up again, type:\n  coolhead play late --replay 1\n" in shown
    assert played(word).endswith("coolhead play late\n")


def test_after_the_end_leaving_says_how_to_see_it_again() -> None:
    assert "Your play was 0. To see this ending again, type:" in played("1", "", "q")


def test_ctrl_c_leaves_as_politely_as_the_end_of_the_input() -> None:
    def interrupt(prompt: str) -> str:
        raise KeyboardInterrupt

    out = io.StringIO()
    assert play_in_terminal(linked(STORY), console=Console(file=out), read_line=interrupt) == 0
    assert "Your play so far is -." in out.getvalue()


def test_ctrl_c_while_a_scene_is_printed_keeps_the_choice_that_led_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(screen: Screen, moment: Moment, *, again: bool = False) -> None:
        show_moment(screen, moment, again=again)
        if isinstance(moment, Chosen):
            raise KeyboardInterrupt

    monkeypatch.setattr("builder.hosts.terminal.answers.show_moment", interrupted)
    assert "Your play so far is 1." in played("2", "1")


# -- keeping a play as a walkthrough --


def test_a_play_can_be_kept_as_a_walkthrough_once_it_is_over(course: Path) -> None:
    file = story_file(course)
    assert "not over, so it is no walkthrough yet" in after(played("w early", file=file), "> w early")
    lines = ("1", "", "w The calm way", "w The calm way", "u", "2", "", "1", "", "w Asking first")
    shown = " ".join(played(*lines, file=file).split())
    assert "w and a name keep it as a walkthrough" in shown
    assert "late.yml has this play as the walkthrough `The calm way` now." in shown
    assert "late.yml has a walkthrough `The calm way` already." in shown
    assert walkthroughs(course) == [
        Walkthrough("The calm way", ("ringing/story",), {"outcome": "good"}),
        Walkthrough("Asking first", ("ringing/number", "ringing/story"), {"outcome": "good"}),
    ]


def test_without_a_file_nothing_is_said_of_keeping() -> None:
    assert "walkthrough" not in played("1", "", "w name")


def story_file(course: Path) -> StoryFile:
    path = course / "stories" / "late.yml"
    return StoryFile(path, StorySource("late", Source("late.yml", path.read_bytes())))


def walkthroughs(course: Path) -> list[Walkthrough]:
    return list(read_story(story_file(course).read).story.walkthroughs)


# -- what authors write is text --


def test_square_brackets_html_and_escape_characters_of_a_story_are_shown_or_dropped_but_never_obeyed() -> None:
    story = r"""
        format: 1
        title: "[red]Loud[/red]"
        cast: {p: {name: "[bold]Priya", role: customer}}
        scenes:
          one:
            lines:
              - {speaker: p, mood: "[blink]", text: "A [link=x]word[/link] and <b>html</b> and \e[31mred :smile:"}
              - {text: "<div>\na block\n</div>"}
            choices: [{say: "[/] Close <i>it</i>.", goto: end}]
        outcomes: {end: {result: success, title: "[end]", text: "[dim]Done."}}
        """
    shown = played("1", story=story)
    for text in ("[red]Loud[/red]", "[bold]Priya ([blink])", "[link=x]word[/link] and <b>html</b> and [31mred :smile:"):
        assert text in shown
    assert "<div> a block </div>" in " ".join(shown.split())
    assert "“[/] Close <i>it</i>.”" in shown
    assert "\x1b" not in shown
    assert "\x1b[31m" not in played("1", story=story, terminal=True)


def test_lines_end_without_spaces_where_the_output_is_no_terminal() -> None:
    assert not [line for line in played("1", "").splitlines() if line != line.rstrip() and not line.startswith("> ")]


# -- a real process --


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "late.yml").write_text(dedent(STORY), encoding="utf-8")
    return tmp_path


def command(course: Path, *options: str) -> Sequence[str]:
    return [sys.executable, "-m", "builder", "play", str(course / "stories" / "late.yml"), *options]


def test_lines_from_a_pipe_play_the_story_without_colour_and_its_end_ends_the_play(course: Path) -> None:
    done = subprocess.run(command(course), input=b"2\n\n\xff\n", capture_output=True, timeout=60)
    out = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "> 2\n" in out and "“Your order number?”" in out
    assert "coolhead play late --replay 1\n" in out.replace("\r\n", "\n")
    assert "\x1b" not in out


def test_an_output_that_cannot_write_a_character_gets_a_stand_in(course: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command(course), input=b"1\n", capture_output=True, timeout=60, env=environment)
    assert done.returncode == 0, done.stderr.decode()
    assert b"?Tell me what happened.?" in done.stdout


def test_the_play_that_is_left_at_an_outcome_becomes_a_walkthrough_that_holds(course: Path) -> None:
    play = [*command(course), "--save-walkthrough", "the calm way"]
    done = subprocess.run(play, input=b"1\n\n", capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    assert b"stories/late.yml has this play as the walkthrough `the calm way` now." in done.stdout
    assert walkthroughs(course) == [Walkthrough("the calm way", ("ringing/story",), {"outcome": "good"})]
    checked = subprocess.run([sys.executable, "-m", "builder", "check", "-C", str(course)], capture_output=True)
    assert checked.returncode == 0 and b"failed-walkthrough" not in checked.stdout


def test_a_play_code_becomes_a_walkthrough_without_a_question(course: Path) -> None:
    path = course / "stories" / "late.yml"
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    done = subprocess.run(
        command(course, "--replay", "10", "--save-walkthrough", "late"), capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"> " not in done.stdout
    new = path.read_bytes()
    assert new.startswith(before)
    assert new.removeprefix(before).splitlines() == [
        b"walkthroughs:", b"  - name: late", b"    choices: [ringing/number, ringing/story]",
        b"    expect: {outcome: good}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("options", "typed", "said"),
    [
        (["--replay", "-", "--save-walkthrough", "new"], b"", "The play - is not over"),
        (["--save-walkthrough", "new"], b"2\n", "The play 1 is not over"),
        (["--replay", "0", "--save-walkthrough", "old"], b"", "stories/late.yml has a walkthrough `old` already."),
        (["--save-walkthrough", "old"], b"1\n\n", "stories/late.yml has a walkthrough `old` already."),
        (["--save-walkthrough", " "], b"1\n\n", "A walkthrough's name is one line of text"),
    ],
)
def test_what_is_no_walkthrough_is_told_in_a_sentence_and_changes_nothing(
    course: Path, options: list[str], typed: bytes, said: str
) -> None:
    path = course / "stories" / "late.yml"
    path.write_bytes(
        path.read_bytes() + b"walkthroughs: [{name: old, choices: [ringing/1], expect: {outcome: good}}]\n"
    )
    before = path.read_bytes()
    done = subprocess.run(command(course, *options), input=typed, capture_output=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"coolhead: {said}")
    assert path.read_bytes() == before


def test_ctrl_c_in_a_terminal_writes_no_walkthrough(course: Path) -> None:
    before = (course / "stories" / "late.yml").read_bytes()
    cues: list[tuple[str, bytes | signal.Signals]] = [
        ("to choose.", b"1\n"), ("to go on.", b"\n"), ("is over.", signal.SIGINT)
    ]  # fmt: skip
    shown = in_a_terminal(course, cues, options=["--save-walkthrough", "new"])
    assert "so no walkthrough was written" in shown
    assert (course / "stories" / "late.yml").read_bytes() == before


@pytest.mark.parametrize("no_colour", [False, True])
def test_a_terminal_gets_colour_unless_it_wants_none(course: Path, no_colour: bool) -> None:
    shown = in_a_terminal(course, [("to choose.", b"?\n"), ("none yet", b"h\n"), ("already?", b"\x04")], no_colour)
    assert "Your play so far is -." in shown
    assert ("\x1b[1;36m" in shown) is not no_colour


def test_ctrl_c_in_a_terminal_leaves_politely(course: Path) -> None:
    shown = in_a_terminal(course, [("to choose.", b"2\n"), ("to go on.", signal.SIGINT)])
    assert "Your play so far is 1." in shown and "Traceback" not in shown


def wait_until_it_waits(pid: int) -> None:
    """Until the process sleeps: a signal that comes just before it does would be noticed only at the next key."""
    state = Path(f"/proc/{pid}/stat")
    for _ in range(200):
        time.sleep(0.05)
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "S":
            return


def in_a_terminal(
    course: Path,
    answers: list[tuple[str, bytes | signal.Signals]],
    no_colour: bool = False,
    options: Sequence[str] = (),
) -> str:
    """What a terminal shows while each answer is given, typed or as a signal, at the prompt that follows its cue."""
    pty = pytest.importorskip("pty")
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1" if no_colour else ""}
    ours, theirs = pty.openpty()
    # Where the tests run in the background, Ctrl-C is ignored, and a program would take that over.
    process = subprocess.Popen(
        command(course, *options), stdin=theirs, stdout=theirs, stderr=theirs, env=environment,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    os.close(theirs)
    shown, before = "", 0
    while part := read_terminal(ours):
        shown += part
        # The prompt, and not the cue, says that the program is waiting.
        if answers and PROMPT in shown[before:].partition(answers[0][0])[2]:
            before = len(shown)
            answer = answers.pop(0)[1]
            if isinstance(answer, bytes):
                os.write(ours, answer)
            else:
                wait_until_it_waits(process.pid)
                process.send_signal(answer)
    os.close(ours)
    assert process.wait(timeout=60) == 0, shown
    return shown


def read_terminal(terminal: int) -> str:
    """What was printed next; nothing once the other side is gone, or has been silent for a long time."""
    ready, _, _ = select.select([terminal], [], [], 60)
    try:
        return os.read(terminal, 4096).decode(errors="replace") if ready else ""
    except OSError:
        return ""
