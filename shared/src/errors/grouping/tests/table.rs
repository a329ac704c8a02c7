//! Which pairs of errors are one, and which are two.
//!
//! An error is written as `platform Type: value @ nearest frame < next frame`, a frame as `file
//! function:line`. `-` before a frame marks a library's, `!` before a type one that was made up, `~` stands
//! for a space in a name. `say` is a message without an exception.

use super::*;

const TOGETHER: &[(&str, &str)] = &[
    // Another line, column, message or outer caller.
    ("js TypeError: x is undefined @ pay.js pay:12", "js TypeError: x is undefined @ pay.js pay:99"),
    ("js TypeError: x is undefined @ pay.js pay:12", "js TypeError: y is null @ pay.js pay:12"),
    ("py KeyError: 'a' @ shop/cart.py add:7", "py KeyError: 'b' @ shop/cart.py add:7"),
    ("js Err: x @ a.js a1a < b.js b1b", "js Err: x @ /srv/www/a.js a1a < /srv/www/b.js b1b"),
    (
        "js Err: x @ a.js one < a.js two < a.js tri < a.js fou < a.js fiv < a.js six",
        "js Err: x @ a.js one < a.js two < a.js tri < a.js fou < a.js fiv < a.js sev",
    ),
    // Another build.
    ("js Err: x @ main.3f2a1b9c.js pay", "js Err: x @ main.9d8c7b6a.js pay"),
    ("js Err: x @ chunk-7FJ2K1.js pay", "js Err: x @ chunk-QX3B9Z.js pay"),
    ("js Err: x @ assets/cart-BxT3a9.js pay", "js Err: x @ assets/cart-C4yp0Q.js pay"),
    ("js Err: x @ assets/cart-DiwrgTda.js pay", "js Err: x @ assets/cart-B-xT3a_9.js pay"),
    ("js Err: x @ app.js?v=123 pay", "js Err: x @ app.js?v=124 pay"),
    ("js Err: x @ 2.4f3c.chunk.js pay", "js Err: x @ 3.9e1d.chunk.js pay"),
    ("js Err: x @ https://a.test/s/pay.js pay", "js Err: x @ https://b.test/s/pay.js?1 pay"),
    ("js Err: x @ cart-4f3c2a1b9d8e7f60.js pay", "js Err: x @ cart-0a1b2c3d4e5f6789.js pay"),
    (
        "rs panic: x @ pay.rs shop::pay::h0123456789abcdef",
        "rs panic: x @ pay.rs shop::pay::hfedcba9876543210",
    ),
    // Minified names.
    ("js Err: x @ cart.js pay < cart.js e < cart.js t", "js Err: x @ cart.js pay < cart.js n < cart.js r/<"),
    ("js Err: x @ cart.js Object.n < a.js run", "js Err: x @ cart.js e.t < a.js run"),
    ("js Err: x @ cart.js $f < a.js run", "js Err: x @ cart.js _0x3f2a < a.js run"),
    ("js Err: x @ cart.js <anonymous> < a.js run", "js Err: x @ cart.js Object.<anonymous> < a.js run"),
    ("js Err: x @ cart.js e.pay", "js Err: x @ cart.js Object.pay"),
    ("js TypeError: 5 is bad @ main.js e < main.js t", "js TypeError: 6 is bad @ main.js n < main.js r"),
    ("js TypeError: 5 is bad @ main.1a2b3c4d.js e", "js TypeError: 6 is bad @ vendor.js n < main.js r"),
    ("js t: 5 is bad @ cart.js pay", "js n: 6 is bad @ cart.js pay"),
    // Other names for the same.
    ("js Err: x @ cart.js async~pay", "js Err: x @ cart.js pay"),
    ("js Err: x @ cart.js new~Cart", "js Err: x @ cart.js Cart"),
    ("js Err: x @ cart.js Cart.pay~[as~onClick]", "js Err: x @ cart.js Cart.pay"),
    ("rs panic: x @ a.rs shop::pay::{{closure}}", "rs panic: x @ a.rs shop::pay::{closure#3}::{{closure}}"),
    ("java E: x @ Shop.java lambda$main$0", "java E: x @ Shop.java lambda$main$12"),
    ("php E: x @ a.php {closure:Shop::pay():12}", "php E: x @ a.php {closure:Shop::pay():80}"),
    ("go E: x @ main.go main.pay.func1", "go E: x @ main.go main.pay.func2"),
    ("cs E: x @ a.cs <Pay>b__0_1", "cs E: x @ a.cs <Pay>b__2_0"),
    // Recursion.
    (
        "py E: x @ tree.py walk < tree.py main",
        "py E: x @ tree.py walk < tree.py walk < tree.py walk < tree.py main",
    ),
    // Libraries.
    ("js Err: x @ -react.js render < pay.js pay", "js Err: x @ -vue.js update < pay.js pay"),
    ("py E: x @ pay.py pay < -flask.py call", "py E: x @ pay.py pay < -django.py get"),
    ("js Error: x @ -zone.js run:1", "js Error: y @ -zone.js run:9"),
    // What has no type of its own.
    ("c !SIGSEGV: 0x10 @ a.c pay", "c !SIGBUS: 0x20 @ a.c pay"),
    // Without a stack.
    ("js TypeError: order 17 not found", "js TypeError: order 18 not found"),
    ("py OSError: [Errno 2] No such file: '/a'", "py OSError: [Errno 2] No such file: '/b'"),
    ("js ChunkLoadError: Loading chunk 12 failed", "js ChunkLoadError: Loading chunk 7 failed"),
    ("js : user ada@x.test is locked", "js : user bob@y.test is locked"),
    ("say job 17 took 12ms", "say job 18 took 3.5s"),
    ("say connect ECONNREFUSED 10.0.0.1:5432", "say connect ECONNREFUSED 10.0.0.2:5432"),
    ("say gave up after 1.5 tries", "say gave up after 2 tries"),
    ("say record 0018c00002ABCdEAAX is locked", "say record 0018c00002ZYXwVAAU is locked"),
    ("say ids [1, 2, 3] are unknown", "say ids [4] are unknown"),
    ("say GET https://a.test/x: 500", "say GET https://a.test/y: 502"),
];

const APART: &[(&str, &str)] = &[
    ("js TypeError: x @ pay.js pay", "js RangeError: x @ pay.js pay"),
    ("js TypeError: x @ pay.js pay", "js TypeError: x @ pay.js refund"),
    ("js TypeError: x @ pay.js pay", "js TypeError: x @ cart.js pay"),
    ("js Err: x @ a.js pay < a.js run", "js Err: x @ a.js pay < a.js test"),
    ("js Err: x @ a.js pay < a.js run", "js Err: x @ a.js pay"),
    ("js Err: x @ a.js pay < a.js run", "js Err: x @ a.js run < a.js pay"),
    (
        "js Err: x @ a.js one < a.js two < a.js tri < a.js fou",
        "js Err: x @ a.js one < a.js two < a.js tri < a.js for",
    ),
    ("js Err: x @ routes/index.js load", "js Err: x @ users/index.js load"),
    ("js Err: x @ orders/page.tsx load", "js Err: x @ users/page.tsx load"),
    ("py E: x @ shop/__init__.py load", "py E: x @ cart/__init__.py load"),
    ("js Err: x @ pay.js <anonymous> < a.js run", "js Err: x @ cart.js <anonymous> < a.js run"),
    ("js TypeError: a is bad @ main.js e < main.js t", "js TypeError: b is bad @ main.js e < main.js t"),
    ("js TypeError: a @ main.js e", "js RangeError: a @ main.js e"),
    ("js Err: x @ step-one.js pay", "js Err: x @ step-two.js pay"),
    ("js Err: x @ page-1.js pay", "js Err: x @ page-2.js pay"),
    ("js Err: x @ checkout-payments.js pay", "js Err: x @ checkout-invoices.js pay"),
    ("py E: x @ a.py f", "py E: x @ a.py g"),
    ("go E: x @ a.go do", "go E: x @ a.go up"),
    ("rs panic: x @ a.rs shop::pay::{{closure}}", "rs panic: x @ a.rs shop::pay"),
    ("java E: x @ Shop.java lambda$main$0", "java E: x @ Shop.java lambda$pay$0"),
    ("py E: x @ a.py <lambda>", "py E: x @ a.py <module>"),
    ("py E: x @ a.py step_1", "py E: x @ a.py step_2"),
    ("py E: x @ -flask.py call < pay.py pay", "py E: x @ -flask.py call < cart.py add"),
    ("c !SIGSEGV: x @ a.c pay", "c !SIGSEGV: x @ a.c refund"),
    ("js TypeError: a is undefined", "js RangeError: a is undefined"),
    ("js TypeError: foo.bar is undefined", "js TypeError: foo.baz is undefined"),
    ("js TypeError: utf8 is bad", "js TypeError: utf16 is bad"),
    ("js TypeError: x", "js : x"),
    ("js TypeError: x @ pay.js pay", "js TypeError: x"),
    ("py KeyError: 'a'", "py KeyError: a"),
    ("say cannot read S3", "say cannot read S4"),
    ("say order 17 not found", "say user 17 not found"),
    ("say TypeError: x", "js TypeError: x"),
    ("say enabled=true", "say enabled=5"),
];

#[test]
fn what_is_one_error_falls_together() {
    assert!(TOGETHER.len() >= 40);
    for (first, second) in TOGETHER {
        let (first, second) = (grouping(first), grouping(second));
        assert_eq!(first.key, second.key, "{:?}\n{:?}", first.why, second.why);
    }
}

#[test]
fn what_are_two_errors_stays_apart() {
    assert!(APART.len() >= 30);
    for (first, second) in APART {
        let (first, second) = (grouping(first), grouping(second));
        assert_ne!(first.key, second.key, "{:?}\n{:?}", first.why, second.why);
    }
}

fn grouping(text: &str) -> Grouping {
    groupings("project", &event(text)).current
}
