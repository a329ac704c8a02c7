use super::*;

#[test]
fn traces_of_java_are_read_from_the_cause_on() {
    assert_shown(JAVA);
}

const JAVA: &[(&str, &str)] = &[
    (
        "Exception in thread \"main\" java.lang.RuntimeException: java.lang.IllegalStateException: failed: y
\tat A.main(A.java:6)
Caused by: java.lang.IllegalStateException: failed: y
\tat A.main(A.java:7)
\tat java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
\tat java.base@17.0.1/java.lang.reflect.Method.invoke(Method.java:569)
\tat jdk.compiler/com.sun.tools.javac.launcher.Main.main(Main.java:132)
\tSuppressed: java.lang.Exception: closing
\t\tat A$R.close(A.java:3)
\t\t... 8 more
\tCaused by: java.lang.Exception: of the suppressed? No: of what was thrown
\t\tat A$S.open(A.java:9)
Caused by: java.lang.NullPointerException: x is
null
\tat java.base/java.util.Objects.requireNonNull(Objects.java:235)
\tat A.inner(A.java:4)
\t... 8 more
",
        "java
            java.lang/NullPointerException: x is
            null
            + A/inner A.java:4
            - java.util.Objects/requireNonNull Objects.java:235
            java.lang/Exception: of the suppressed? No: of what was thrown
            + A$S/open A.java:9
            java.lang/IllegalStateException: failed: y
            - com.sun.tools.javac.launcher.Main/main Main.java:132
            - java.lang.reflect.Method/invoke Method.java:569
            - jdk.internal.reflect.NativeMethodAccessorImpl/invoke0 ?
            + A/main A.java:7
            java.lang/RuntimeException: java.lang.IllegalStateException: failed: y
            + A/main A.java:6",
    ),
    (
        "2026-07-01 12:00:00.000 ERROR [main] c.e.Shop - order failed
com.example.shop.CartException
\tat com.example.shop.Cart.lambda$total$0(Cart.java:12) ~[shop-1.4.2.jar:?]
\tat com.example.shop.Cart$$Lambda$14/0x0000000800066840.apply(Unknown Source) ~[?:?]
\tat com.example.shop.Cart.<init>(Cart.java)
\tat app//com.example.Main.main(Main.java:3)",
        "java
            com.example.shop/CartException: ?
            + com.example.Main/main Main.java:3
            + com.example.shop.Cart/<init> Cart.java
            + com.example.shop.Cart$$Lambda/apply ?
            + com.example.shop.Cart/lambda$total$0 Cart.java:12",
    ),
    (
        "java.lang.Exception: a
\tat a.B.c(B.java:1)
\tSuppressed: java.lang.Exception: b
\t\tat a.B.d(B.java:2)
\t\tSuppressed: java.lang.Exception: c
\t\t\tat a.B.e(B.java:3)
\t\tCaused by: java.lang.Exception: d
\t\t\tat a.B.f(B.java:4)
Caused by: java.lang.Exception: e
\t... 1 more",
        "java
            java.lang/Exception: e
            java.lang/Exception: a
            + a.B/c B.java:1",
    ),
];

#[test]
fn traces_of_kotlin_and_android_are_read() {
    assert_shown(&[
        (
            "Exception in thread \"DefaultDispatcher-worker-1 @coroutine#2\" kotlin.KotlinNullPointerException
\tat com.example.MainKt$main$1.invokeSuspend(Main.kt:12)
\tat kotlin.coroutines.jvm.internal.BaseContinuationImpl.resumeWith(ContinuationImpl.kt:33)
\tat kotlinx.coroutines.DispatchedTask.run(DispatchedTask.kt:106)",
            "java
            kotlin/KotlinNullPointerException: ?
            - kotlinx.coroutines.DispatchedTask/run DispatchedTask.kt:106
            - kotlin.coroutines.jvm.internal.BaseContinuationImpl/resumeWith ContinuationImpl.kt:33
            + com.example.MainKt$main$1/invokeSuspend Main.kt:12",
        ),
        (
            "java.lang.AssertionError: expected:<1> but was:<2>
\tat com.example.CartTest.a cart has a total(CartTest.kt:8)",
            "java
            java.lang/AssertionError: expected:<1> but was:<2>
            + com.example.CartTest/a cart has a total CartTest.kt:8",
        ),
        (
            "FATAL EXCEPTION: main
Process: com.example.shop, PID: 4321
java.lang.NullPointerException: Attempt to invoke 'int a.b.c()' on a null object
\tat a.b.c.d(SourceFile:12)
\tat a.b.c.e(Unknown Source:8)
\tat android.os.Handler.dispatchMessage(Handler.java:102)
\tat dalvik.system.NativeStart.main(Native Method)",
            "java
            java.lang/NullPointerException: Attempt to invoke 'int a.b.c()' on a null object
            - dalvik.system.NativeStart/main ?
            - android.os.Handler/dispatchMessage Handler.java:102
            + a.b.c/e ?
            + a.b.c/d SourceFile:12",
        ),
    ]);
}
