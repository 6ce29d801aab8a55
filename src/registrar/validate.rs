//! `config_validate`: does the registrar know this login?

use crate::base::effect::Store;
use crate::base::message::Message;
use crate::base::outcome::{Failure, Outcome};
use crate::base::params::{Params, Value};
use crate::ispapi::{
    Account, Class, Code, Command, CommandName, Environment, Error as WireError, Response,
};
use crate::names::Secret;

use super::error::{Failed, lacks_right, unexpected};
use super::settings::PasswordForm;
use super::{Context, Effect, Error, Event, Settings, fields};

/// Asks `CheckAuthentication` for the account itself. A refused password that HTML-decoding changes is tried once in its decoded
/// form; the form that works is kept, and the administrator is told.
pub(super) struct Plan {
    settings: Settings,
    as_given: Secret,
    kept: PasswordForm,
    trying: PasswordForm,
    notices: Vec<Message>,
}

impl Plan {
    /// The form that was kept earlier says nothing of a password that is just being saved, so the given one comes first.
    pub(super) fn new(params: &Params, context: &Context) -> Result<Self, Error> {
        let settings = Settings::read(
            params,
            &Context {
                facts: Params::default(),
                ..context.clone()
            },
        )?;
        fields::Switches::read(params)?;
        Ok(Self {
            as_given: settings.account.password.clone(),
            kept: PasswordForm::kept(&settings.account, context)?,
            trying: PasswordForm::AsGiven,
            notices: Vec::new(),
            settings,
        })
    }

    fn check(&self) -> Effect {
        let account = &self.settings.account;
        Effect::Ask(
            Command::of(CommandName::CHECK_AUTHENTICATION)
                .with("SUBUSER", account.login.as_str())
                .with("PASSWORD", account.password.expose()),
        )
    }

    fn judge(&mut self, answer: Result<Response, WireError>) -> Effect {
        match answer {
            Ok(response) if response.code().class() == Class::Success => self.accepted(false),
            Ok(response) if lacks_right(&response) => self.accepted(true),
            Ok(response) if response.code() == Code::AUTHENTICATION_FAILED => {
                self.refused(&response)
            }
            Ok(response) => Effect::Done(Failed::answer(&response).into()),
            Err(error) => Effect::Done(Failed::wire(&error).into()),
        }
    }

    /// The login is known; a role user whose access list lacks the check itself has passed the login too.
    fn accepted(&mut self, missing_right: bool) -> Effect {
        if missing_right {
            let command = CommandName::CHECK_AUTHENTICATION.as_str();
            self.notices
                .push(Message::new("config.right_missing").with("command", command));
        }
        let account = &self.settings.account;
        if self.trying == PasswordForm::Decoded {
            let login = account.login.as_str();
            self.notices
                .push(Message::new("config.password_decoded").with("login", login));
        }
        if self.trying == self.kept {
            return self.valid();
        }
        Effect::Store(Store::fact(&PasswordForm::key(account), self.trying.name()))
    }

    fn valid(&self) -> Effect {
        let notices: Vec<Params> = self.notices.iter().map(Message::to_params).collect();
        Effect::Done(Outcome::Done(Value::Map(
            Params::default().with("notices", notices),
        )))
    }

    fn refused(&mut self, response: &Response) -> Effect {
        let decoded = PasswordForm::Decoded.of(self.as_given.expose());
        if self.trying == PasswordForm::AsGiven && decoded != self.as_given.expose() {
            self.trying = PasswordForm::Decoded;
            self.settings.account.password = Secret::new(decoded);
            return self.check();
        }
        let account = &self.settings.account;
        let message = Message::new("config.login_refused_admin")
            .with("login", account.login.as_str())
            .with("environment", environment(account));
        Effect::Done(Outcome::Failed(Failure {
            code: format!("ispapi.{}", response.code()),
            customer: message.clone(),
            admin: message,
            in_doubt: false,
        }))
    }
}

impl super::Plan for Plan {
    fn settings(&self) -> &Settings {
        &self.settings
    }

    fn step(&mut self, event: Event) -> Effect {
        match event {
            Event::Start => self.check(),
            Event::Answer(answer) => self.judge(answer),
            Event::Performed => self.valid(),
            _ => unexpected(),
        }
    }
}

fn environment(account: &Account) -> &'static str {
    match account.environment {
        Environment::Live => "LIVE",
        Environment::Ote => "OT&E",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test may fail by panic

    use super::*;
    use crate::registrar::scripted::{Script, reply};

    fn script(password: &str, kept: &str) -> Script {
        let params = Params::default()
            .with("Username", "shop")
            .with("Password", password);
        let facts = Params::default().with("password_form:live:shop", kept);
        let context = Context {
            facts,
            ..Context::default()
        };
        Script::new("config_validate", &params, &context)
    }

    const REFUSED: &str = "530 Authentication failed";

    #[test]
    fn a_known_login_is_accepted_with_one_question() {
        let mut script = script("s3cret", "").answer(reply("200 Command completed successfully"));
        assert_eq!(script.value().get("notices"), Some(&Value::List(vec![])));
        assert_eq!(
            script.asked(),
            ["COMMAND=CheckAuthentication\nSUBUSER=shop\nPASSWORD=s3cret"]
        );
        assert!(script.effects().is_empty());
    }

    #[test]
    fn a_refused_password_is_tried_once_more_decoded_and_the_form_is_kept() {
        let mut script = script("a&quot;b", "")
            .answer(reply(REFUSED))
            .answer(reply("200 ok"));
        assert_ne!(script.value().get("notices"), Some(&Value::List(vec![])));
        assert_eq!(
            script.asked().last().unwrap().lines().last(),
            Some("PASSWORD=a\"b")
        );
        let kept = script.effects().first().unwrap();
        assert_eq!(
            kept.text("key").unwrap().unwrap(),
            "password_form:live:shop"
        );
        assert_eq!(kept.text("value").unwrap().unwrap(), "decoded");
    }

    #[test]
    fn a_plain_password_is_not_tried_twice() {
        let mut script = script("s3cret", "").answer(reply(REFUSED));
        let failure = script.failure();
        assert_eq!(failure.code, "ispapi.530");
        assert_eq!(failure.admin.key(), "config.login_refused_admin");
        assert_eq!(script.asked().len(), 1);
    }

    #[test]
    fn a_new_password_that_works_as_given_replaces_the_kept_form() {
        let mut script = script("a&amp;b", "decoded").answer(reply("200 ok"));
        script.value();
        assert_eq!(
            script
                .effects()
                .first()
                .unwrap()
                .text("value")
                .unwrap()
                .unwrap(),
            "as_given"
        );
    }

    #[test]
    fn a_list_of_tlds_that_is_none_is_not_saved() {
        let params = Params::default()
            .with("Username", "shop")
            .with("Password", "s3cret")
            .with("OptInFieldTLDs", ".eu, none of them_");
        let mut script = Script::new("config_validate", &params, &Context::default());
        let failure = script.failure();
        assert_eq!(failure.code, "registrar.bad_param");
        assert!(failure.admin.english().contains("OptInFieldTLDs"));
        assert!(script.asked().is_empty());
    }

    #[test]
    fn a_role_without_the_right_has_passed_the_login() {
        let refusal = "530 Authorization failed; Operation forbidden by ACL";
        let mut script = script("s3cret", "").answer(reply(refusal));
        assert_ne!(script.value().get("notices"), Some(&Value::List(vec![])));
    }
}
