//! Somebody who has a webhook, and all that was posted there.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response};
use local::system;

/// What a receiver does with a post.
#[derive(Clone, Debug)]
pub enum Mood {
    /// Answers with a status.
    Says(u16),
    /// Answers with a status and asks to wait.
    Asks(u16, &'static str),
    /// Says that the webhook is elsewhere on the same server.
    Redirects,
    /// Never answers.
    Hangs,
}

/// A post as it arrived.
#[derive(Clone, Debug)]
pub struct Got {
    /// Where it arrived.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

/// A receiver on this machine.
pub struct Receiver {
    /// Where it takes posts.
    pub url: String,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Receiver {
    /// Starts a receiver that has these moods in turn, and then accepts everything.
    pub async fn new(moods: &[Mood]) -> Self {
        let got = Arc::new(Mutex::new(Vec::new()));
        let moods = Arc::new(Mutex::new(moods.iter().cloned().collect::<VecDeque<_>>()));
        let told = got.clone();
        let router = Router::new().fallback(move |request: Request<Body>| async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            told.lock().unwrap().push(Got {
                path: parts.uri.path().to_owned(),
                headers: parts.headers,
                body: String::from_utf8(body.to_vec()).unwrap(),
            });
            let mood = moods.lock().unwrap().pop_front();
            mood.unwrap_or(Mood::Says(200)).answer().await
        });
        let url = format!("{}/hook", system::serve(router, 0).await.unwrap());
        Self { url, got }
    }

    /// What was posted since the last time.
    pub fn got(&self) -> Vec<Got> {
        std::mem::take(&mut self.got.lock().unwrap())
    }
}

impl Got {
    /// A header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Mood {
    async fn answer(self) -> Response<Body> {
        let answer = |status: u16| Response::builder().status(status);
        match self {
            Self::Says(status) => answer(status).body(Body::empty()).unwrap(),
            Self::Asks(status, wait) => {
                answer(status).header("retry-after", wait).body(Body::empty()).unwrap()
            }
            Self::Redirects => answer(307).header("location", "/elsewhere").body(Body::empty()).unwrap(),
            Self::Hangs => std::future::pending().await,
        }
    }
}

/// An address where somebody answers with these bytes, and then nothing more.
pub async fn raw(answer: &'static str) -> String {
    let listener = system::listen(0).await.unwrap();
    let url = system::address(&listener).unwrap();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            stream.readable().await.unwrap();
            stream.try_write(answer.as_bytes()).unwrap();
            open.push(stream);
        }
    });
    url
}
