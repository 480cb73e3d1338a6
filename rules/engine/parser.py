"""Tokens to tree: CEL's grammar without map literals, indexing and message construction.

conditional > || > && > relations > + - > * / % > unary > member (github.com/google/cel-spec, "Syntax"). Length, depth and
the number of nodes are bounded, so that no expression can exhaust the machine.
"""

from __future__ import annotations

from functools import lru_cache

from rules.engine import syntax
from rules.engine.errors import ExpressionError
from rules.engine.syntax import Node
from rules.engine.tokens import Token, tokens

MAX_DEPTH = 24
MAX_NODES = 400
MAX_MACRO_DEPTH = 2
MAX_ITEMS = 100


_MEANT = {
    **dict.fromkeys(("and", "且", "并且", "而且"), "&&"),
    **dict.fromkeys(("or", "或", "或者"), "||"),
    **dict.fromkeys(("is", "等于", "是"), "=="),
    **dict.fromkeys(("大于", "超过", "多于", "高于"), ">"),
    **dict.fromkeys(("小于", "少于", "低于", "不足"), "<"),
    **dict.fromkeys(("小于等于", "小于或等于", "不大于", "不超过", "不多于", "不高于"), "<="),
    **dict.fromkeys(("大于等于", "大于或等于", "不小于", "不少于", "不低于"), ">="),
    "不等于": "!=",
    "加": "+",
    "减": "-",
    **dict.fromkeys(("乘", "乘以"), "*"),
    **dict.fromkeys(("除以",), "/"),
}
"""Operators in words, and the marks that this language has for them."""
_DENIES = ("not", "非", "不", "没有", "并非", "不是")


@lru_cache(maxsize=8192)
def parse(source: str) -> Node:
    """The tree of `source`. Raises `ExpressionError` with the position."""
    parser = _Parser(list(tokens(source)))
    node = parser.conditional()
    parser.expect_end()
    _check_macros(node, 0)
    return node


def _check_macros(node: Node, depth: int) -> None:
    if isinstance(node, syntax.Call) and node.target is not None and node.name in syntax.MACROS:
        depth += 1
        if depth > MAX_MACRO_DEPTH:
            raise ExpressionError(
                node.position,
                f"逐项判断（{'、'.join(syntax.MACROS)}）最多嵌套 {MAX_MACRO_DEPTH} 层",
                node.name,
            )
    for child in syntax.children(node):
        _check_macros(child, depth)


class _Parser:
    def __init__(self, stream: list[Token]) -> None:
        self.stream = stream
        self.index = 0
        self.nodes = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.stream[self.index]

    def take(self) -> Token:
        token = self.here
        self.index += 1
        return token

    def at(self, *marks: str) -> bool:
        return self.here.kind in ("mark", "keyword") and self.here.text in marks

    def expect(self, mark: str) -> Token:
        if not self.at(mark):
            raise self.unexpected(f"这里应为“{mark}”")
        return self.take()

    def expect_end(self) -> None:
        if self.here.kind != "end":
            raise self.left_over()

    def left_over(self) -> ExpressionError:
        """Something after a whole expression; words of other languages are told in this one."""
        before = self.stream[self.index - 1]
        if before.kind == "name" and before.text.lower() in _DENIES:
            said = f"“{before.text}”不是运算符，请写“!”（整个表达式要加引号）"
            return ExpressionError(before.position, said, before.text)
        word = self.here.text
        if word == "," and before.kind == "name":
            return ExpressionError(self.here.position, "“,”只用来并列；写下一级请用“.”", word)
        meant = _MEANT.get(word.lower())
        said = (
            f"“{word}”不是运算符，请写“{meant}”"
            if meant
            else f"“{word}”之前的表达式已经完整，请删去“{word}”，或在它前面补上运算符（如 &&、||、+）"
        )
        return ExpressionError(self.here.position, said, word)

    def unexpected(self, wanted: str) -> ExpressionError:
        if self.here.kind == "end":
            return ExpressionError(self.here.position, f"{wanted}，表达式却到此为止", "")
        return ExpressionError(self.here.position, f"{wanted}，却是“{self.here.text}”", self.here.text)

    def made(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise ExpressionError(node.position, f"表达式超过 {MAX_NODES} 个运算，请用 let 拆成几步")
        return node

    def conditional(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(self.here.position, f"括号或运算嵌套超过 {MAX_DEPTH} 层，请用 let 拆成几步")
        condition = self.binary(1)
        if self.at("?"):
            position = self.take().position
            then = self.binary(1)
            self.expect(":")
            condition = self.made(syntax.Conditional(position, condition, then, self.conditional()))
        self.depth -= 1
        return condition

    def binary(self, power: int) -> Node:
        if power > 5:
            return self.unary()
        left = self.binary(power + 1)
        count = 0
        while self.at(*syntax.PRECEDENCE) and syntax.PRECEDENCE[self.here.text] == power:
            operator = self.take()
            if power == 3 and count:
                raise ExpressionError(
                    operator.position, "不能连续比较（如 a < b < c），请用 && 连接两个比较", operator.text
                )
            count += 1
            right = self.binary(power + 1)
            left = self.made(syntax.Binary(operator.position, operator.text, left, right))
        return left

    def unary(self) -> Node:
        if not self.at("!", "-"):
            return self.member()
        operator = self.take()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError(operator.position, f"运算嵌套超过 {MAX_DEPTH} 层，请用 let 拆成几步")
        operand = self.unary()
        self.depth -= 1
        if (
            operator.text == "-"
            and isinstance(operand, syntax.Literal)
            and not isinstance(operand.value, bool | str)
        ):
            return self.made(syntax.Literal(operator.position, -operand.value))
        return self.made(syntax.Unary(operator.position, operator.text, operand))

    def member(self) -> Node:
        node = self.primary()
        while self.at("."):
            self.take()
            if self.here.kind != "name":
                raise self.unexpected("“.”后面应为名称")
            name = self.take()
            if self.at("("):
                node = self.made(syntax.Call(name.position, name.text, node, self.arguments("(", ")")))
            else:
                node = self.made(syntax.Select(name.position, node, name.text))
        if self.at("["):
            raise ExpressionError(
                self.here.position, "不支持用 [ ] 取值；请写名称，如 表三.自然人.本年新收", "["
            )
        return node

    def primary(self) -> Node:
        token = self.here
        if token.kind in ("number", "text"):
            self.take()
            assert token.value is not None
            return self.made(syntax.Literal(token.position, token.value))
        if self.at("true", "false"):
            self.take()
            return self.made(syntax.Literal(token.position, token.text == "true"))
        if token.kind == "name":
            self.take()
            if self.at("("):
                return self.made(syntax.Call(token.position, token.text, None, self.arguments("(", ")")))
            return self.made(syntax.Name(token.position, token.text))
        if self.at("("):
            self.take()
            node = self.conditional()
            self.expect(")")
            return node
        if self.at("["):
            return self.made(syntax.ListOf(token.position, self.arguments("[", "]")))
        raise self.unexpected("这里应为数字、文字、名称或括号")

    def arguments(self, opening: str, closing: str) -> tuple[Node, ...]:
        self.expect(opening)
        found: list[Node] = []
        while not self.at(closing):
            if found:
                self.expect(",")
            found.append(self.conditional())
            if len(found) > MAX_ITEMS:
                raise ExpressionError(self.here.position, f"一个列表最多 {MAX_ITEMS} 项")
        self.expect(closing)
        return tuple(found)
