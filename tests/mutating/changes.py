"""Every small change that can be made to the functions of a module, one place at a time, each ready to be run.

Left alone are the words of messages, annotations, decorators, defaults of parameters, assertions, and what is computed
when a module is loaded.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Final, TypeAlias

Path: TypeAlias = tuple[tuple[str, int | None], ...]
"""The way from a node down to another: names of fields, and places in those that are lists."""

SWAPPED: Final[Mapping[type[ast.AST], tuple[type[ast.AST], ...]]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitXor: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
CALLED: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
COPYING: Final = frozenset({"sorted", "reversed", "list", "tuple"})
NEVER: Final = frozenset({"annotation", "returns", "decorator_list", "type_comment"})


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a function that is something else: ``function`` has the name of its class before its own."""

    module: str
    function: tuple[str, ...]
    line: int
    was: str
    now: str
    code: CodeType


def changes(module: str, text: str) -> Iterator[Change]:
    """All changes of a module's functions and methods, in the order of their places; what is no Python is left out."""
    for names, function in functions(text):
        for index, statement in enumerate(function.body):
            for node, path in _visit(statement, (("body", index),)):
                for new in _variants(node):
                    if (code := _compiled(names, _put(function, path, new), module)) is not None:
                        line = getattr(getattr(node, "pattern", node), "lineno", statement.lineno)
                        yield Change(module, names, line, _said(node), _said(new), code)


def functions(text: str) -> Iterator[tuple[tuple[str, ...], ast.FunctionDef]]:
    """The functions of a module and the methods of its classes, with their names; not what stands inside another."""
    for node in ast.parse(text).body:
        match node:
            case ast.FunctionDef(name=name):
                yield (name,), node
            case ast.ClassDef(name=name, body=body):
                yield from (((name, each.name), each) for each in body if isinstance(each, ast.FunctionDef))


def _visit(node: ast.AST, path: Path) -> Iterator[tuple[ast.AST, Path]]:
    match node:
        case ast.Assert() | ast.JoinedStr() | ast.Expr(value=ast.Constant()):
            return
    yield node, path
    for field, value in ast.iter_fields(node):
        match value:
            case _ if field in NEVER:
                pass
            case ast.AST():
                yield from _visit(value, (*path, (field, None)))
            case list():
                below = ((index, each) for index, each in enumerate(value) if isinstance(each, ast.AST))
                for index, each in below:
                    yield from _visit(each, (*path, (field, index)))


def _put(root: ast.AST, path: Path, new: ast.AST) -> ast.AST:
    """The tree with another node at the end of the path; the given one stays as it is."""
    if not path:
        return new
    (field, index), rest = path[0], path[1:]
    below = getattr(root, field)
    if index is None:
        return _with(root, **{field: _put(below, rest, new)})
    return _with(root, **{field: [*below[:index], _put(below[index], rest, new), *below[index + 1 :]]})


def _with(node: ast.AST, **fields: object) -> ast.AST:
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _compiled(names: tuple[str, ...], function: ast.AST, module: str) -> CodeType | None:
    whole = ast.Module([copy.deepcopy(function)], [])  # type: ignore[list-item]
    for name in names[:-1]:
        whole.body = [ast.ClassDef(name, [], [], whole.body, [])]
    whole.body[:0] = ast.parse("from __future__ import annotations").body
    try:
        code = compile(ast.fix_missing_locations(whole), module, "exec")
    except (SyntaxError, TypeError, ValueError):
        return None
    for name in names:
        code = next(each for each in code.co_consts if isinstance(each, CodeType) and each.co_name == name)
    return code


def _said(node: ast.AST) -> str:
    match node:
        case ast.match_case(pattern=pattern, guard=guard):
            return f"case {ast.unparse(pattern)}{f' if {ast.unparse(guard)}' if guard else ''}"
        case ast.Match(cases=cases):
            return f"match {' | '.join(ast.unparse(each.pattern) for each in cases)}"
        case ast.comprehension(ifs=tests):
            return " ".join(["for …", *(f"if {ast.unparse(each)}" for each in tests)])
    return ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split("\n")[0]


# -- what a node can become --


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp() | ast.Compare() | ast.UnaryOp():
            yield from _of_operators(node)
        case ast.Constant(value=value):
            yield from map(ast.Constant, _other_values(value))
        case ast.Call():
            yield from _of_calls(node)
        case ast.expr() | ast.comprehension():
            yield from _of_expressions(node)
        case ast.stmt() | ast.match_case():
            yield from _of_statements(node)


def _of_operators(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(op=op) | ast.AugAssign(op=op) | ast.BoolOp(op=op):
            yield from (_with(node, op=other()) for other in SWAPPED.get(type(op), ()))
        case ast.Compare(ops=ops):
            for index, each in enumerate(ops):
                yield from (_with(node, ops=_at(ops, index, other())) for other in SWAPPED.get(type(each), ()))
        case ast.UnaryOp(operand=operand):
            yield operand
    match node:
        case ast.AugAssign(target=target, value=value):
            yield ast.Assign([target], value)
        case ast.BoolOp(values=[one, two]):
            yield from (two, one)
        case ast.BoolOp(values=values):
            yield from (_with(node, values=_at(values, index)) for index in range(len(values)))


def _other_values(value: object) -> Iterator[bool | int | float | str]:
    match value:
        case bool():
            yield not value
        case int():
            yield from (value + 1, value - 1) if value else (1,)
        case float():
            yield value + 1
        case str() if " " not in value:
            yield f"XX{value}"


def _of_calls(node: ast.Call) -> Iterator[ast.AST]:
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in CALLED:
            yield _with(node, func=ast.Name(CALLED[name], ast.Load()))
        case ast.Call(func=ast.Name(id=name), args=[only]) if name in COPYING:
            yield only
    for index, each in enumerate(node.args):
        if not isinstance(each, ast.Constant | ast.Starred):
            yield _with(node, args=_at(node.args, index, ast.Constant(None)))
    yield from (_with(node, keywords=_at(node.keywords, index)) for index in range(len(node.keywords)))


def _of_expressions(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.IfExp(body=body, orelse=other):
            yield from (body, other)
        case ast.comprehension(ifs=tests):
            yield from (_with(node, ifs=_at(tests, index)) for index in range(len(tests)))
        case ast.Slice():
            given = [name for name in ("lower", "upper", "step") if getattr(node, name) is not None]
            yield from (_with(node, **{name: None}) for name in given)


def _of_statements(node: ast.AST) -> Iterator[ast.AST]:
    nothing = ast.Constant(None)
    match node:
        case ast.Assign(value=ast.Constant(value=None)) | ast.AnnAssign(value=ast.Constant(value=None)):
            yield _with(node, value=ast.Constant(""))
        case ast.Return(value=ast.Constant(value=None)) | ast.AnnAssign(value=None) | ast.Return(value=None):
            pass
        case ast.Assign() | ast.AnnAssign() | ast.Return():
            yield _with(node, value=nothing)
        case ast.If():
            yield from (_with(node, test=ast.Constant(value)) for value in (False, True))
        case ast.While():
            yield _with(node, test=ast.Constant(False))
        case ast.For():
            yield _with(node, iter=ast.List([], ast.Load()))
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Match(cases=cases) if len(cases) > 1:
            yield from (_with(node, cases=_at(cases, index)) for index in range(len(cases)))
        case ast.match_case(guard=ast.expr()):
            yield _with(node, guard=None)
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()


def _at(
    items: list[ast.expr] | list[ast.cmpop] | list[ast.keyword] | list[ast.match_case], index: int, *new: ast.AST
) -> list[ast.AST]:
    """The items, with others or none in one's place."""
    return [*items[:index], *new, *items[index + 1 :]]
