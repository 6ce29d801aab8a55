//! What a client gets to see of one call, whatever carries it.

/// The fate of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What came back.
    pub delivery: Delivery,
    /// Whether the command was carried out. It may have been refused all the same.
    pub executed: Executed,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// HTTP 200 with this body.
    Answer(Vec<u8>),
    /// The same, and the connection is closed behind it.
    AnswerThenClosed(Vec<u8>),
    /// The request was read; the connection was closed without an answer.
    Closed,
    /// HTTP 200, the body ends in the middle of the answer; HTTP itself is intact.
    CutBody(Vec<u8>),
    /// An HTTP error.
    HttpStatus {
        /// 500, 502, ...
        status: u16,
        /// The page.
        body: Vec<u8>,
    },
    /// HTTP 200, late. In process nobody waits: the test decides whether it was too late.
    Late {
        /// How late.
        milliseconds: u64,
        /// The whole answer.
        body: Vec<u8>,
    },
    /// The connection was closed as soon as it was accepted.
    NotAccepted,
    /// The connection was closed when the head of the request had come.
    NotRead,
    /// HTTP 200, fewer bytes than Content-Length says, then the connection is closed.
    ShortBody {
        /// Content-Length.
        promised: usize,
        /// What came.
        body: Vec<u8>,
    },
    /// The request was read; nothing comes until the client gives up.
    Silence,
}

/// Whether a command was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Executed {
    /// Before the call ended.
    AtOnce,
    /// Not yet; it will be.
    Later,
    /// No, and it never will be.
    Never,
}
