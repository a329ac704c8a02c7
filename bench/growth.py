"""How the rules for foreign text grow: the instructions of each byte, for texts that are made to be a burden."""

import json
import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import bars
from .bars import Finding
from .processes import instructions_to_end

KB = 1024
SIZES = [64 * KB, 256 * KB, 1024 * KB]

# Readers of stack traces leave out lines of more than 4 KB.
LINE = 4000

# Beginnings of what the rules look for, again and again and never finished; and what programs do write.
LOG = """\
2026-11-20T14:29:10.402Z ERROR [http-nio-8080-exec-7] com.example.shop.Checkout - order 4711 failed after 1532 ms
TypeError: Cannot read properties of undefined (reading 'percent')
    at async validateCart (https://shop.example/assets/index-B7fPq2sX.js:3:16455)
  File "/srv/app/orders/views.py", line 88, in create_order
GET /orders/9ec79c33-ec99-42ab-8353-589fcb2e04dc?token=eyJhbGciOiJIUzI1NiJ9.e30.c2ln&mail=ada@example.com 500
password='correct horse' Authorization: Bearer abcdef0123456789 from 203.0.113.7, [2001:db8::1]:443
Caused by: java.sql.SQLException: duplicate key "orders_pkey" ("id"=(17)) x = 0x7ffd, 12.5%, \u00fcml\u00e4ut \U0001f600
"""
TEXTS = {
    "letters": "a",
    "digits": "1",
    "at signs": "@",
    "quotes": "'",
    "colons": ":",
    "braces": '{"',
    "words and signs": "a@1.b:'2 ",
    "frames": "    at f (https://a.example/b.js:1:2)\n",
    "quoted cookies": 'File "cookie: ',
    "logs": LOG,
}


def filled(pattern: str, size: int) -> str:
    return (pattern * (size // len(pattern) + 1))[:size]


def lined(pattern: str, size: int) -> str:
    """The text in lines that are not too long to be frames."""
    text = filled(pattern, size)
    return "\n".join(text[start : start + LINE - 1] for start in range(0, size, LINE))


def enveloped(pattern: str, size: int) -> str:
    """An item of the text in one line; behind it one of a told length."""
    half = filled(pattern, size // 2)
    line, length = half.replace("\n", " "), len(half.encode())
    return f'{{}}\n{{"type":"event"}}\n{line}\n{{"type":"event","length":{length}}}\n{half}\n'


def reported(pattern: str, size: int) -> str:
    """An event with the text as what was said, and in as many short texts as are read of it."""
    short, rest = filled(pattern, 1000), size // 2
    pages = [[short] * min(40, rest // 1000 - first) for first in range(0, rest // 1000, 40)]
    said = filled(pattern, size - rest)
    extra = {f"page {number}": page for number, page in enumerate(pages)}
    return json.dumps({"message": said, "extra": extra}, ensure_ascii=False)


INPUTS = {"wording": filled, "scrub": filled, "stack": lined, "envelope": enveloped, "event": reported}


def findings(binary: Path) -> Iterator[Finding]:
    """Each text in all sizes. Counts do not depend on what else the machine does, so they are taken side by side."""
    start = cost(binary, "envelope", "")
    cases = [(rule, text) for rule in INPUTS for text in TEXTS]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        costs = workers.map(lambda case: per_byte(binary, start, *case), cases)
        for (rule, text), (small, *larger) in zip(cases, costs):
            what, yardstick = f"{rule}, {text}: a byte", ("64K", small)
            yield bars.times(bars.PARSERS, what, max(larger), "instr.", yardstick, bars.GROWTH_OF_PARSERS)


def per_byte(binary: Path, start: int, rule: str, text: str) -> list[float]:
    """What a byte costs in each size, without the start of the process. What breaks the bar is not measured further:
    the next size could take an hour."""
    found: list[float] = []
    for size in SIZES:
        content = INPUTS[rule](TEXTS[text], size)
        found.append((cost(binary, rule, content) - start) / len(content.encode()))
        if found[-1] > found[0] * bars.GROWTH_OF_PARSERS:
            break
    return found


def cost(binary: Path, rule: str, content: str) -> int:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        return instructions_to_end([binary, rule, file.name])
