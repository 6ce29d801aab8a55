//! Response text: `[RESPONSE]`, attributes, properties, `EOF`.

use std::time::Duration;

use super::words::words_of;
use crate::quirks::Quirks;

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    code: u16,
    description: String,
    pending: bool,
    properties: Vec<(String, Vec<String>)>,
}

/// A command that was refused: a code other than 2xx, and what exactly is wrong.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    code: u16,
    description: String,
    not_simulated: bool,
}

/// Where an answer says that it is not final.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PendingPlace {
    Absent,
    Attribute,
    Property,
}

/// How an answer is written; all forms occur in public examples.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// ` = ` instead of `=`.
    pub(crate) blanks: bool,
    /// CODE and DESCRIPTION before the properties.
    pub(crate) code_first: bool,
    /// CR LF instead of LF.
    pub(crate) crlf: bool,
    pub(crate) pending: PendingPlace,
}

impl Layout {
    /// The layout that the quirks choose.
    pub(crate) fn chosen(quirks: &Quirks) -> Self {
        Self {
            blanks: quirks.is("answer_blanks", "around"),
            code_first: quirks.is("answer_order", "code_first"),
            crlf: quirks.is("answer_newline", "crlf"),
            pending: match quirks.value("pending_place") {
                "absent" => PendingPlace::Absent,
                "property" => PendingPlace::Property,
                _ => PendingPlace::Attribute,
            },
        }
    }

    /// Without blanks, CODE last.
    pub(crate) fn plain(crlf: bool) -> Self {
        Self {
            blanks: false,
            code_first: false,
            crlf,
            pending: PendingPlace::Attribute,
        }
    }
}

impl Refusal {
    /// A refusal whose description is the code's own words, and the detail after them.
    pub(crate) fn new(code: u16, detail: impl AsRef<str>) -> Self {
        let (words, detail) = (words_of(code), detail.as_ref());
        let description = if detail.is_empty() {
            words.to_owned()
        } else {
            format!("{words}; {detail}")
        };
        Self::verbatim(code, description)
    }

    /// A refusal with a description of its own.
    pub(crate) fn verbatim(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            not_simulated: false,
        }
    }

    /// A documented command or parameter that the sandbox does not act out: 549, and counted, so
    /// that it is never mistaken for an answer of the registrar.
    pub(crate) fn not_simulated(what: &str) -> Self {
        Self {
            code: 549,
            description: format!("Command failed; THE SANDBOX DOES NOT SIMULATE {what}"),
            not_simulated: true,
        }
    }

    pub(crate) fn is_not_simulated(&self) -> bool {
        self.not_simulated
    }

    /// Code and description.
    pub(crate) fn parts(self) -> (u16, String) {
        (self.code, self.description)
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        Self::plain(refusal.code, refusal.description)
    }
}

impl Response {
    /// Code 200.
    pub(crate) fn ok() -> Self {
        Self::plain(200, words_of(200))
    }

    /// A code and a description of one's own.
    pub(crate) fn plain(code: u16, description: impl Into<String>) -> Self {
        Self {
            code,
            description: description.into(),
            pending: false,
            properties: Vec::new(),
        }
    }

    /// The same answer, marked as accepted but not finished.
    pub(crate) fn pending(mut self) -> Self {
        self.pending = true;
        self.description.push_str("; action pending");
        self
    }

    /// The same answer, accepted but not finished, with words of its own after the usual ones.
    pub(crate) fn pending_with(mut self, words: &str) -> Self {
        self.pending = true;
        self.say(words)
    }

    /// The same answer with more words.
    pub(crate) fn say(mut self, words: &str) -> Self {
        self.description.push_str("; ");
        self.description.push_str(words);
        self
    }

    /// Adds a property with one value.
    pub(crate) fn with(self, name: &str, value: impl Into<String>) -> Self {
        self.with_all(name, [value.into()])
    }

    /// Adds a property with as many values as there are; with none the property is absent.
    pub(crate) fn with_all(mut self, name: &str, values: impl IntoIterator<Item = String>) -> Self {
        let values: Vec<String> = values.into_iter().collect();
        if !values.is_empty() {
            self.properties.push((name.to_owned(), values));
        }
        self
    }

    /// Adds ready columns.
    pub(crate) fn merge(mut self, columns: Vec<(String, Vec<String>)>) -> Self {
        self.properties.extend(columns);
        self
    }

    pub(crate) fn code(&self) -> u16 {
        self.code
    }

    /// The text as sent.
    pub(crate) fn render(&self, layout: Layout, runtime: Duration) -> String {
        let mut text = Text {
            text: String::with_capacity(1_024),
            layout,
        };
        text.end_line("[RESPONSE]");
        if layout.code_first {
            self.render_head(&mut text);
        }
        for (name, values) in &self.properties {
            for (index, value) in values.iter().enumerate() {
                text.property(name, index, value);
            }
        }
        if self.pending && layout.pending == PendingPlace::Property {
            text.property("PENDING", 0, "1");
        }
        if !layout.code_first {
            self.render_head(&mut text);
        }
        text.attribute("QUEUETIME", "0");
        text.attribute("RUNTIME", &format!("{:.3}", runtime.as_secs_f64()));
        text.end_line("EOF");
        text.text
    }

    fn render_head(&self, text: &mut Text) {
        text.attribute("DESCRIPTION", &self.description);
        text.attribute("CODE", &self.code.to_string());
        if self.pending && text.layout.pending == PendingPlace::Attribute {
            text.attribute("PENDING", "1");
        }
    }
}

/// An answer that is being written.
struct Text {
    text: String,
    layout: Layout,
}

impl Text {
    fn property(&mut self, name: &str, index: usize, value: &str) {
        self.text.push_str("PROPERTY[");
        self.text.push_str(name);
        self.text.push_str("][");
        self.text.push_str(&index.to_string());
        self.attribute("]", value);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        self.text
            .push_str(if self.layout.blanks { " = " } else { "=" });
        if value.bytes().any(|byte| byte.is_ascii_control()) || !value.is_ascii() {
            // A line break in a value would start a new attribute; the format has no escape for it.
            let shown = |c: char| if c.is_control() { ' ' } else { c };
            self.text.extend(value.chars().map(shown));
        } else {
            self.text.push_str(value);
        }
        self.text.truncate(self.text.trim_end().len());
        self.end_line("");
    }

    fn end_line(&mut self, words: &str) {
        self.text.push_str(words);
        self.text
            .push_str(if self.layout.crlf { "\r\n" } else { "\n" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Response {
        Response::ok().with("A", "x\ny").with_all("NONE", [])
    }

    #[test]
    fn both_layouts_hold_the_same_lines() {
        let compact = Layout {
            blanks: false,
            code_first: false,
            crlf: true,
            pending: PendingPlace::Attribute,
        };
        let spaced = Layout {
            blanks: true,
            code_first: true,
            crlf: false,
            pending: PendingPlace::Attribute,
        };
        assert_eq!(
            sample().render(compact, Duration::from_millis(12)),
            "[RESPONSE]\r\nPROPERTY[A][0]=x y\r\nDESCRIPTION=Command completed successfully\r\n\
             CODE=200\r\nQUEUETIME=0\r\nRUNTIME=0.012\r\nEOF\r\n"
        );
        assert_eq!(
            sample().pending().render(spaced, Duration::ZERO),
            "[RESPONSE]\nDESCRIPTION = Command completed successfully; action pending\n\
             CODE = 200\nPENDING = 1\nPROPERTY[A][0] = x y\nQUEUETIME = 0\nRUNTIME = 0.000\nEOF\n"
        );
    }

    #[test]
    fn a_refusal_says_what_is_wrong() {
        let refused = Response::from(Refusal::new(503, "NONSENSE"));
        assert_eq!(refused.code(), 503);
        assert_eq!(refused.description, "Invalid attribute name; NONSENSE");
    }
}
