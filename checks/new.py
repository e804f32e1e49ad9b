#!/usr/bin/env python3
"""Writes the three files of a new check: checks/new.py ID [TITLE]

ID is its file name and what stands in `[...]`: escape- and lower-case words, naming the pattern found, not the remedy.
TITLE is one line for --list-checks. docs/adding-a-check.md leads through the rest.
"""
import re
import sys
from pathlib import Path

CHECK = """//===- {id}.cpp {dashes}===//
//
// TODO: why this is worth a finding of its own.
//
//===----------------------------------------------------------------------===//
#include "check/Check.h"
#include "check/Words.h"

namespace escape {{

static std::optional<std::string> run(const Verdict &verdict) {{
  // TODO: which verdicts are this check's business, and how it calls them.
  if (!isDangling(verdict))
    return std::nullopt;
  return std::nullopt;
}}

extern const Check {variable} = {{.Id = "{id}",
{indent}.Default = Severity::Warning,
{indent}.Title = "{title}",
{indent}.Rank = Precedence::Own,
{indent}.Run = run}};

}} // namespace escape
"""

PAGE = """# {id}

TODO: what it finds, in one sentence.

TODO: why that is wrong, what counts and what does not.

## Example

```cpp fires
int f(); // TODO: the finding's words
```

TODO: the twin that is right:

```cpp silent
int f();
```

## How to mend it

TODO: what to write instead; whether the check offers an edit and when that is safe.

## Known misses

- TODO
"""

TEST = """// {id}: each case that fires, and beside it the twin that does not.
// TODO: name the functions after their case.

int fires();
// expected-warning@-1 {{{{TODO: the finding's words [{id}]}}}}
int is_silent();
"""


def fail(words):
    sys.exit("new.py: " + words)


def main():
    root = Path(__file__).resolve().parents[1]
    arguments = sys.argv[1:]
    if arguments[:1] == ["--root"]:  # for the test
        root = Path(arguments[1])
        arguments = arguments[2:]
    if len(arguments) not in (1, 2) or arguments[0].startswith("-"):
        fail("usage: checks/new.py ID [TITLE]")
    id, title = arguments[0], arguments[1] if len(arguments) == 2 else "TODO"
    if not re.fullmatch(r"escape(-[a-z][a-z0-9]*)+", id):
        fail(f"{id}: an id is escape- and lower-case words with hyphens between: escape-return")
    if re.search(r'["\\\n]', title):
        fail("the title stands in a string: without quotes, backslashes and line breaks")
    variable = "check_" + id.replace("-", "_")
    words = {"id": id, "title": title, "variable": variable, "dashes": "-" * max(3, 63 - len(id)),
             "indent": " " * len(f"extern const Check {variable} = {{")}
    files = {f"checks/{id}.cpp": CHECK, f"docs/checks/{id}.md": PAGE, f"test/checks/{id}.cpp": TEST}
    for name in files:
        if (root / name).exists():
            fail(f"{name} is there already")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(**words), encoding="utf-8")
        print(name)


main()
