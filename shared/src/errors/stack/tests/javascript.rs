use super::*;

#[test]
fn traces_of_node_are_read() {
    assert_shown(NODE);
}

const NODE: &[(&str, &str)] = &[
    (
        r"/srv/app/a.js:2
function inner(){ throw new Error('outer\nsecond line', { cause: e }) }
                        ^

Error: outer
second line
    at Object.inner (/srv/app/a.js:2:48)
    at /srv/app/a.js:8:25
    at Array.map (<anonymous>)
    at new Foo (/srv/app/a.js:1:31)
    at process.processTicksAndRejections (node:internal/process/task_queues:77:11) {
  [cause]: TypeError: Cannot read properties of null (reading 'x')
      at Object.inner (/srv/app/a.js:2:29)
      ... 2 lines matching cause stack trace ...
}

Node.js v20.20.2",
        "javascript
            TypeError: Cannot read properties of null (reading 'x')
            + Object.inner /srv/app/a.js:2:29
            Error: outer
            second line
            - process.processTicksAndRejections node:internal/process/task_queues:77:11
            + new Foo /srv/app/a.js:1:31
            - Array.map ?
            + ? /srv/app/a.js:8:25
            + Object.inner /srv/app/a.js:2:48",
    ),
    (
        r#"TypeError [ERR_INVALID_ARG_TYPE]: The "options" argument must be of type string
    at getOptions (node:internal/fs/utils:331:11)
    at async file:///srv/app/main.mjs:5:19 {
  code: 'ERR_INVALID_ARG_TYPE'
}"#,
        r#"javascript
            TypeError: The "options" argument must be of type string
            + ? /srv/app/main.mjs:5:19
            - getOptions node:internal/fs/utils:331:11"#,
    ),
    (
        r"Error: connect ECONNREFUSED 192.0.2.1:5432
    at TCPConnectWrap.afterConnect [as oncomplete] (net.js:1146:16)
    at Layer.handle [as handle_request] (C:\app\node_modules\express\lib\layer.js:95:5)
    at C:\Program Files (x86)\app\index.js:12:3
    at Object.<anonymous> (C:\Program Files (x86)\app\index.js:10:1)
    at async Promise.all (index 0)",
        r"javascript
            Error: connect ECONNREFUSED 192.0.2.1:5432
            - Promise.all ?
            + Object.<anonymous> C:\Program Files (x86)\app\index.js:10:1
            + ? C:\Program Files (x86)\app\index.js:12:3
            - Layer.handle C:\app\node_modules\express\lib\layer.js:95:5
            + TCPConnectWrap.afterConnect net.js:1146:16",
    ),
    (
        "Error: all failed
    at main (/srv/app/a.js:1:1) {
  [errors]: [
    Error: a
        at one (/srv/app/a.js:6:29),
    Error: b
        at two (/srv/app/a.js:6:60)
  ],
  [cause]: [Error: without a stack]
}",
        "javascript
            Error: without a stack
            Error: all failed
            + main /srv/app/a.js:1:1",
    ),
];

#[test]
fn traces_of_chrome_are_read() {
    assert_shown(&[
        (
            "Uncaught TypeError: x is not a function
    at foo (https://example.com:8080/assets/app.js?v=12:1:2345)
    at HTMLButtonElement.<anonymous> (https://example.com/a(1).js:3:4)
    at eval (eval at run (eval at go (https://example.com/b.js:5:6), <anonymous>:1:1), <anonymous>:7:8)
    at <anonymous>:1:1
    at chrome-extension://abcdef/inject.js:9:10
    at wasm://wasm/0046fd2a:wasm-function[12]:0x1a2b
    at f (wasm://wasm/0046fd2a:wasm-function[3]:0x4f)",
            "javascript
            TypeError: x is not a function
            + f /0046fd2a:wasm-function[3]:0x4f
            + ? /0046fd2a:wasm-function[12]:0x1a2b
            - ? /inject.js:9:10
            + ? <anonymous>:1:1
            + eval /b.js:5:6
            + HTMLButtonElement.<anonymous> /a(1).js:3:4
            + foo /assets/app.js:1:2345",
        ),
        (
            "Uncaught (in promise) NotAllowed: denied
    at async load (webpack-internal:///./src/load.ts:3:9)
    at App (webpack:///./node_modules/react-dom/index.js:1:2)",
            "javascript
            NotAllowed: denied
            - App /./node_modules/react-dom/index.js:1:2
            + load /./src/load.ts:3:9",
        ),
        // Hermes, the engine of React Native.
        (
            "TypeError: undefined is not a function
    at onPress (address at index.android.bundle:1:52)
    at apply (native)",
            "javascript
            TypeError: undefined is not a function
            - apply ?
            + onPress index.android.bundle:1:52",
        ),
    ]);
    let trace = parse("Error: x\n    at foo (https://example.com/app.js?v=12#x:1:2)").unwrap();
    let path = trace.exceptions[0].frames[0].abs_path.as_deref();
    assert_eq!(path, Some("https://example.com/app.js?v=12#x"));
}

#[test]
fn traces_of_firefox_are_read() {
    assert_shown(&[
        (
            "foo@https://example.com/app.js:12:34
bar/<@https://example.com/app.js:13:5
async*load@https://example.com/app.js:14:6
promise callback*@https://example.com/app.js:15:7
@https://example.com/npm/vue@3.4/vue.js:16:8
",
            "javascript
            ?: ?
            + ? /npm/vue@3.4/vue.js:16:8
            + ? /app.js:15:7
            + load /app.js:14:6
            + bar/< /app.js:13:5
            + foo /app.js:12:34",
        ),
        (
            "TypeError: x is undefined
f@https://example.com/a.js line 5 > eval:1:2
@debugger eval code:1:1",
            "javascript\nTypeError: x is undefined\n+ ? debugger eval code:1:1\n+ f /a.js:5",
        ),
        (
            "f@https://example.com/a.js line 5 > eval line 1 > eval:1:2\ng@file:///home/ada/a.js:3",
            "javascript\n?: ?\n+ g /home/ada/a.js:3\n+ f /a.js:5",
        ),
        (
            "uncaught exception: Error: gone\nf@moz-extension://8f6a/content.js:1:2\nforEach@self-hosted:1:2",
            "javascript\nError: gone\n- forEach self-hosted:1:2\n- f /content.js:1:2",
        ),
        ("get@resource://gre/modules/a.sys.mjs:8:9", "javascript\n?: ?\n- get /modules/a.sys.mjs:8:9"),
        ("anonymous@https://example.com/a.js line 7 > Function:1:2", "javascript\n?: ?\n+ anonymous /a.js:7"),
    ]);
}

#[test]
fn traces_of_safari_are_read() {
    assert_shown(&[
        (
            "foo@https://example.com/app.js:12:34
map@[native code]
[native code]
eval code@
https://example.com/npm/vue@3.4/vue.js:16:8
global code@https://example.com/:20:3",
            "javascript
            ?: ?
            + global code https://example.com/:20:3
            + ? /npm/vue@3.4/vue.js:16:8
            - eval code ?
            - ? ?
            - map ?
            + foo /app.js:12:34",
        ),
        ("module code@https://example.com/app.js:1:2", "javascript\n?: ?\n+ module code /app.js:1:2"),
        (
            "TypeError: undefined is not an object (evaluating 'a.b')\nf@https://example.com/a.js:1:2",
            "javascript\nTypeError: undefined is not an object (evaluating 'a.b')\n+ f /a.js:1:2",
        ),
        ("f@safari-web-extension://8F6A/a.js:1:2", "javascript\n?: ?\n- f /a.js:1:2"),
        // The engine of React Native on iOS.
        (
            "onPress@/var/containers/App.app/main.jsbundle:300:1095\ncall@main.jsbundle:2:3",
            "javascript\n?: ?\n+ call main.jsbundle:2:3\n\
             + onPress /var/containers/App.app/main.jsbundle:300:1095",
        ),
        (
            "Error: a\nf@https://example.com/a.js:1:2\nCaused by: RangeError: b
g@https://example.com/a.js:3:4",
            "javascript\nRangeError: b\n+ g /a.js:3:4\nError: a\n+ f /a.js:1:2",
        ),
    ]);
}
