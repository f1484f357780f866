"""The view that shows how the newest bundled weights of a model learned, as it was recorded."""

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from usseg.errors import UssegError
from usseg.model.replay import Replay
from usseg.render.replay import caption
from usseg.ui.files import store
from usseg.ui.messages import told_to_the_visitor
from usseg.ui.replays import moment_file, newest_replay
from usseg.ui.texts import views as texts

EVERY_S = 0.7  # a tick asks the server for a picture


@dataclass(frozen=True)
class LearnedView:
    """The components of the view."""

    words: gr.HTML
    picture: gr.Image
    caption: gr.HTML
    name: gr.Radio
    frame: gr.Slider
    moment: gr.Slider
    play: gr.Button
    pause: gr.Button
    timer: gr.Timer

    @property
    def of_draw(self) -> list[Any]:
        """The components that take what `draw` returns, in its order."""
        return [self.picture, self.caption]

    @property
    def of_show(self) -> list[Any]:
        """The components that take what `show` returns, in its order."""
        chosen = [self.name, self.frame, self.moment, self.play, self.pause, self.timer]
        return [self.words, *self.of_draw, *chosen]


def lay_out() -> LearnedView:
    """Lay out picture and controls."""
    words = gr.HTML(padding=False, elem_id="learned_words")
    picture = gr.Image(
        label=texts.REPLAY_LABEL, format="png", type="filepath", interactive=False,
        buttons=["download", "fullscreen"], visible=False, elem_id="replay",
    )  # fmt: skip
    said = gr.HTML(padding=False, elem_id="replay_caption")
    with gr.Row():
        moment = gr.Slider(
            1, 2, 1, step=1, label=texts.MOMENT_LABEL, visible=False, elem_id="moment", scale=3
        )
        play = gr.Button(texts.PLAY_BUTTON, variant="primary", visible=False, elem_id="play")
        pause = gr.Button(texts.PAUSE_BUTTON, visible=False, elem_id="pause")
    with gr.Row():
        name = gr.Radio([], label=texts.SET_LABEL, visible=False, elem_id="replay_set")
        frame = gr.Slider(
            1, 2, 1, step=1, label=texts.FRAME_LABEL, visible=False, elem_id="replay_frame"
        )
    return LearnedView(
        words, picture, said, name, frame, moment, play, pause, gr.Timer(EVERY_S, active=False)
    )


def show(model: str) -> tuple[Any, ...]:
    """Show the last recorded moment of a model's newest weights, or say why there is none."""
    try:
        replay = newest_replay(model)
    except UssegError as error:
        hidden = gr.update(visible=False)
        words = f"<p>{escape(str(error))}</p>"
        return words, hidden, "", *(hidden,) * 5, gr.Timer(active=False)
    first, shown = next(iter(replay.sets.items()))
    last, several = len(replay.moments), gr.update(visible=len(replay.moments) > 1)
    picture, said = draw(model, first, 1, last)
    return (
        f"<p>{escape(summary(replay))}</p>",
        gr.update(value=picture, visible=True),
        said,
        gr.update(choices=list(replay.sets), value=first, visible=len(replay.sets) > 1),
        counted(len(shown.frames), 1),
        counted(last, last),
        several,
        several,
        gr.Timer(active=False),
    )


def summary(replay: Replay) -> str:
    """Say what was recorded."""
    words = texts.REPLAY.format(
        model=replay.model, version=replay.version,
        moments=len(replay.moments), epochs=replay.history[-1].epoch,
    )  # fmt: skip
    return words + texts.REPLAY_AVERAGED if replay.averaged else words


def counted(count: int, value: int) -> Any:
    """Let a slider count from 1 to a number, and hide it where there is nothing to choose."""
    return gr.update(maximum=max(count, 2), value=value, visible=count > 1)


def draw(
    model: str, name: str | None, frame: float | None, moment: float | None
) -> tuple[str, str]:
    """Draw a recorded moment of a frame, both counted from 1, and say in words which it is."""
    with told_to_the_visitor():
        index = int(moment or 1) - 1
        content = moment_file(model, str(name), index, int(frame or 1) - 1)
        words = caption(newest_replay(model), index)
    return store(f"{model}.training.png", content), f"<p>{escape(words)}</p>"


def choose(model: str, name: str | None, moment: float | None) -> tuple[Any, ...]:
    """Show the first frame of another set at the same moment: frame, picture, words."""
    picture, words = draw(model, name, 1, moment)
    return counted(len(newest_replay(model).sets[str(name)].frames), 1), picture, words


def play(model: str, moment: float | None) -> tuple[Any, ...]:
    """Start from this moment, or from the first where this is the last."""
    with told_to_the_visitor():
        last = len(newest_replay(model).moments)
    now = int(moment or 1)
    return (now if now < last else 1), gr.Timer(active=True)


def pause() -> Any:
    """Stop at the moment that is shown."""
    return gr.Timer(active=False)


def advance(model: str, moment: float | None) -> tuple[Any, ...]:
    """Go on to the next moment, and stop at the last."""
    with told_to_the_visitor():
        last = len(newest_replay(model).moments)
    now = min(int(moment or 1) + 1, last)
    return now, gr.Timer(active=now < last)
