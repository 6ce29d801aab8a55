//! The POST form of a call.
//!
//! The content type is not looked at: an old client sends `text/html` and was always served
//! (API documentation of the SDKs, request section). Both `%20` and `+` mean a blank.

use std::fmt;

/// The fields of one call. Unknown fields are ignored; of a repeated field the last one counts.
#[derive(Clone, Default)]
pub(crate) struct Form {
    pub(crate) entity: String,
    pub(crate) login: String,
    pub(crate) password: String,
    pub(crate) session: String,
    pub(crate) user: String,
    pub(crate) command: String,
}

impl Form {
    /// Reads a form body. Bytes that are no UTF-8 become the replacement character.
    pub(crate) fn parse(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let slot = match name.as_ref() {
                "s_entity" => &mut form.entity,
                "s_login" => &mut form.login,
                "s_pw" => &mut form.password,
                "s_session" => &mut form.session,
                "s_user" => &mut form.user,
                "s_command" => &mut form.command,
                // s_otp and s_remoteaddr are accepted: no simulated account asks for them.
                _ => continue,
            };
            *slot = value.into_owned();
        }
        form
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form")
            .field("entity", &self.entity)
            .field("login", &self.login)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_encodings_of_a_blank_are_read() {
        let form = Form::parse(b"s_login=a%20b&s_pw=c+d&s_command=COMMAND%3DX%0AY%3Dz");
        assert_eq!(form.login, "a b");
        assert_eq!(form.password, "c d");
        assert_eq!(form.command, "COMMAND=X\nY=z");
    }

    #[test]
    fn debug_output_has_no_secret() {
        let form = Form::parse(b"s_login=shop&s_pw=topsecret&s_session=sid&s_command=AUTH%3Dcode");
        let text = format!("{form:?}");
        assert!(text.contains("shop"));
        for secret in ["topsecret", "sid", "code"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
