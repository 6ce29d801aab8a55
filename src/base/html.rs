//! WHMCS keeps what people typed HTML-encoded, and may hand it over so (contract 1.1).

/// The text that was typed: `a&quot;b` is `a"b`.
pub fn decoded(text: &str) -> String {
    html_escape::decode_html_entities(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn entities_of_every_form_are_decoded_once() {
        assert_eq!(
            decoded("O&#039;Hara &amp; S&#xf6;hne &lt;&quot;&eacute;"),
            "O'Hara & Söhne <\"é"
        );
        assert_eq!(decoded("&amp;lt; & &unknown; &"), "&lt; & &unknown; &");
    }
}
