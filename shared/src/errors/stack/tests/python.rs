use super::*;

#[test]
fn traces_of_python_are_read() {
    assert_shown(PYTHON);
}

const PYTHON: &[(&str, &str)] = &[
    (
        r#"Traceback (most recent call last):
  File "/srv/app/a.py", line 12, in <module>
    try: fn()
         ^^^^
  File "/root/.pyenv/versions/3.11.7/lib/python3.11/json/decoder.py", line 353, in raw_decode
    obj, end = self.scan_once(s, idx)
               ^^^^^^^^^^^^^^^^^^^^^^
json.decoder.JSONDecodeError: Expecting value: line 1 column 2 (char 1)
"#,
        "python
            json.decoder/JSONDecodeError: Expecting value: line 1 column 2 (char 1)
            + <module> /srv/app/a.py:12 | try: fn()
            - raw_decode /root/.pyenv/versions/3.11.7/lib/python3.11/json/decoder.py:353 | \
             obj, end = self.scan_once(s, idx)",
    ),
    (
        r#"2026-07-01 12:00:00 ERROR Internal Server Error: /orders
Traceback (most recent call last):
  File "a.py", line 11, in <lambda>
  File "a.py", line 3, in f
    return f(n+1)
           ~^^^^^
  [Previous line repeated 995 more times]
RecursionError: maximum recursion depth exceeded"#,
        "python
            RecursionError: maximum recursion depth exceeded
            + <lambda> a.py:11
            + f a.py:3 | return f(n+1)",
    ),
    (
        r#"Traceback (most recent call last):
  File "a.py", line 11, in <module>
    import x
  File "x.py", line 1
    def f(:
          ^
SyntaxError: invalid syntax"#,
        "python
            SyntaxError: invalid syntax
            + <module> a.py:11 | import x
            + ? x.py:1 | def f(:",
    ),
    (
        r#"Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "C:\Users\ada\app\a.py", line 3, in f
  File "C:\Python313\Lib\json\__init__.py", line 4, in loads
shop.errors.CartError: first

third line
"#,
        r"python
            shop.errors/CartError: first

            third line
            - _run_module_as_main <frozen runpy>:198
            + f C:\Users\ada\app\a.py:3
            - loads C:\Python313\Lib\json\__init__.py:4",
    ),
    (
        "Traceback (most recent call last):\n  File \"/app/venv/lib/python3.13/site-packages/flask/app.py\", \
             line 1, in g\nKeyboardInterrupt",
        "python
            KeyboardInterrupt: ?
            - g /app/venv/lib/python3.13/site-packages/flask/app.py:1",
    ),
];

#[test]
fn chains_of_python_are_read_from_the_cause_on() {
    assert_shown(&[
        (
            r#"Traceback (most recent call last):
  File "a.py", line 7, in g
    {}["a"]
    ~~^^^^^
KeyError: 'a'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "a.py", line 9, in h
    int("x")
ValueError: invalid literal for int() with base 10: 'x'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "a.py", line 12, in <module>
    h()
shop.E: two
lines
"#,
            r#"python
            KeyError: 'a'
            + g a.py:7 | {}["a"]
            ValueError: invalid literal for int() with base 10: 'x'
            + h a.py:9 | int("x")
            shop/E: two
            lines
            + <module> a.py:12 | h()"#,
        ),
        (
            r#"  + Exception Group Traceback (most recent call last):
  |   File "a.py", line 15, in <module>
  |     raise ExceptionGroup("eg",[ValueError(1),TypeError(2)])
  | ExceptionGroup: eg (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | Traceback (most recent call last):
    |   File "a.py", line 3, in f
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------
"#,
            r#"python
            ExceptionGroup: eg (2 sub-exceptions)
            + <module> a.py:15 | raise ExceptionGroup("eg",[ValueError(1),TypeError(2)])"#,
        ),
    ]);
}
