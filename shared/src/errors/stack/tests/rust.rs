use super::*;

#[test]
fn panics_are_read() {
    assert_shown(PANICS);
}

const PANICS: &[(&str, &str)] = &[
    (
        "
thread 'main' (10906) panicked at p.rs:1:58:
index out of bounds: the len is 1 but the index is 3
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5
   1: core::panicking::panic_fmt
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:80:14
   2: p::m::go::{{closure}}
             at ./p.rs:1:58
   3: p::main
note: Some details are omitted, run with `RUST_BACKTRACE=full` for a verbose backtrace.",
        "rust
            panic: index out of bounds: the len is 1 but the index is 3
            + p::main ?
            + p::m::go::{{closure}} ./p.rs:1:58
            - core::panicking::panic_fmt \
             /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:80:14
            - __rustc::rust_begin_unwind \
             /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5",
    ),
    (
        "thread '<unnamed>' panicked at src/main.rs:3:91:
Error: not a class
second line
stack backtrace:
   0:     0x556d74bcf32a - std[e28293b1aa0f68bd]::backtrace_rs::trace::<std[e28293b1aa0f68bd]::sys::f>
                               at /rustc/59807616/library/std/src/../../backtrace/src/backtrace/mod.rs:66:14
   1:     0x556d74ba4a32 - p::m::go::h75d0703f742dd0a8
                               at /srv/app/src/main.rs:1:64
                           p::m::inlined::h75d0703f742dd0a9
                               at /srv/app/src/main.rs:9:9
   2:     0x556d74bcadf4 - <&dyn core[c1f1a4ba060b9bfa]::ops::function::Fn<()> as x::Y>::call
   3:     0x556d74bcadf5 - <p::S as core::fmt::Display>::fmt
   4:     0x7f51556cd24a - __libc_start_call_main
                               at ./csu/../sysdeps/nptl/libc_start_call_main.h:58:16
   5:                0x0 - <unknown>",
        "rust
            panic: Error: not a class
            second line
            - <unknown> ?
            - __libc_start_call_main ./csu/../sysdeps/nptl/libc_start_call_main.h:58:16
            + <p::S as core::fmt::Display>::fmt ?
            - <&dyn core::ops::function::Fn<()> as x::Y>::call ?
            + p::m::inlined /srv/app/src/main.rs:9:9
            + p::m::go /srv/app/src/main.rs:1:64
            - std::backtrace_rs::trace::<std::sys::f> \
             /rustc/59807616/library/std/src/../../backtrace/src/backtrace/mod.rs:66:14",
    ),
    (
        "thread 'main' panicked at src/main.rs:3:5:
it said
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        "rust\npanic: it said\n+ ? src/main.rs:3:5",
    ),
    (
        "thread 'worker' panicked at 'called `Option::unwrap()` on a `None` value', src/a.rs:4:5
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        "rust\npanic: called `Option::unwrap()` on a `None` value\n+ ? src/a.rs:4:5",
    ),
    (
        "thread 'main' panicked at 'one
two', /home/ada/.cargo/registry/src/index/x-1.0.0/src/lib.rs:4:5",
        "rust\npanic: one\ntwo\n- ? /home/ada/.cargo/registry/src/index/x-1.0.0/src/lib.rs:4:5",
    ),
    (
        "panicked at src/lib.rs:7:9:\nin a browser\n\nStack:\n\nError\n    at imports (app.js:300)",
        "rust\npanic: in a browser\n\nStack:\n\nError\nat imports (app.js:300)\n+ ? src/lib.rs:7:9",
    ),
    (
        "thread 'main' panicked at src/a.rs:1:2:\nfirst\nthread 'main' panicked at src/b.rs:3:4:\nsecond",
        "rust\npanic: first\n+ ? src/a.rs:1:2",
    ),
];

#[test]
fn errors_with_a_backtrace_are_read() {
    assert_shown(&[
        (
            "Error: cannot read the cart

Caused by:
    0: cannot open it
    1: No such file or directory (os error 2)

Stack backtrace:
   0: anyhow::error::<impl anyhow::Error>::msg
             at /home/ada/.cargo/registry/src/index/anyhow-1.0.86/src/error.rs:83:36
   1: shop::cart::read
             at ./src/cart.rs:12:5",
            "rust
            Error: cannot read the cart

            Caused by:
            0: cannot open it
            1: No such file or directory (os error 2)
            + shop::cart::read ./src/cart.rs:12:5
            - anyhow::error::<impl anyhow::Error>::msg \
             /home/ada/.cargo/registry/src/index/anyhow-1.0.86/src/error.rs:83:36",
        ),
        (
            "   0: shop::main\n             at ./src/main.rs:12:5\n   1: main\n",
            "rust\n?: ?\n- main ?\n+ shop::main ./src/main.rs:12:5",
        ),
    ]);
}
