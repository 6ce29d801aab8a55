//! Secrets are planted everywhere; nothing that can be printed may hold one.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail by panic
#![allow(clippy::format_collect, clippy::format_push_string)] // plain to read

mod wire_script;

use std::sync::Arc;
use std::time::Duration;

use ispbridge::ispapi::{
    Account, Client, Command, CommandName, Environment, explain, explain_error, parse,
};
use ispbridge::names::Secret;
use ispbridge::net::{Reply, TransportError};
use proptest::prelude::*;
use wire_script::{Script, platform, reply};

const SECRET_KEYS: &[&str] = &[
    "AUTH",
    "PASSWORD",
    "OLDPASSWORD",
    "NEWPASSWORD",
    "DOMAINAUTH",
    "OTPSECRET",
    "TRIGGER",
    "TOKEN",
    "X-ASSOCIATION-AUTH",
    "X-CAT-ENS-AUTH-KEY",
    "X-ALLOCATIONTOKEN",
    "CLAIMKEY",
    "PRIVATEKEY",
    "X-RU-REGISTRANT-PASSPORT-NUMBER",
    "X-REGISTRANT-IDNUMBER",
];

/// Everything printable that comes out of one request.
fn printed(client: &Client, command: &Command) -> String {
    let end = client.request(command);
    let mut text = format!("{client:?} {command:?} {end:?}");
    match &end {
        Ok(response) => {
            let said = explain(response);
            text += &format!("{} {}", said.customer.english(), said.admin.english());
            text += response.safe_description();
            if let Err(error) = response.clone().into_result() {
                text += &format!("{error} {error:?} {}", error.code());
            }
        }
        Err(error) => {
            let said = explain_error(error);
            text += &format!("{error} {} {}", error.code(), said.admin.english());
        }
    }
    for exchange in client.take_exchanges() {
        text += &format!(
            "{exchange:?} {}",
            serde_json::to_string(&exchange.to_params()).unwrap()
        );
    }
    text
}

fn client(
    password: &str,
    session: Option<&str>,
    otp: &str,
    ends: Vec<Result<Reply, TransportError>>,
) -> Client {
    let mut account = Account::new(Environment::Live, "shop!whmcs", Secret::new(password));
    account.session = session.map(Secret::new);
    account.one_time_password = Some(Secret::new(otp));
    let transport = Script::new(ends) as Arc<_>;
    Client::new(transport, platform(), account).with_recording(Arc::new(|| Duration::ZERO))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_secret_is_ever_printed(
        secret in "Zq[a-zA-Z0-9&%+ =ä/]{4,20}9Q",
        own in "Wk[a-zA-Z0-9 +ö]{4,20}7K",
        key in proptest::sample::select(SECRET_KEYS),
        index in 0_usize..3,
        code in proptest::sample::select(vec![200_u16, 219, 530, 549]),
        with_session in any::<bool>(),
    ) {
        let quote = form(&secret);
        let body = format!(
            "[RESPONSE]\r\nCODE={code}\r\nDESCRIPTION=Request refused [{secret}] {own}\r\nAUTH={own}\r\n\
             PROPERTY[AUTH][{index}]={own}\r\nPROPERTY[SESSION][0]={own}\r\n\
             PROPERTY[OPERATIONINFO][0]=COMMAND=AddDomain\r\nPROPERTY[OPERATIONINFO][1]=AUTH = {own}x\r\n\
             PROPERTY[INFO][0]=the code {secret} is wrong\r\nPROPERTY[INFO][1]=s_pw={quote}&x\r\n\
             PROPERTY[INFO][2]={own}\r\nEOF\r\n"
        );
        let session = with_session.then_some(secret.as_str());
        let command = Command::of(CommandName::ADD_DOMAIN)
            .with("DOMAIN", "example.com")
            .with(&format!("{key}{index}"), secret.as_str())
            .with("X-NOTE", secret.as_str());
        let text = printed(&client(&secret, session, &secret, vec![reply(body)]), &command);
        prop_assert!(!text.contains(&secret), "{text}");
        prop_assert!(!text.contains(&quote), "{text}");
        prop_assert!(!text.contains(&own), "{text}");
        prop_assert!(text.contains("example.com"), "{text}");
    }

    #[test]
    fn no_error_prints_a_secret(secret in "Zq[a-zA-Z0-9]{4,20}9Q") {
        for end in [
            reply(format!("<html>{secret}</html>")),
            reply(format!("CODE=200\nDESCRIPTION=ok\nPROPERTY[AUTH][0]={secret}\n")),
            reply(format!("CODE={secret}\nDESCRIPTION=ok\nEOF")),
            Ok(Reply { status: 502, body: secret.clone().into() }),
        ] {
            let command = Command::of(CommandName::ADD_DOMAIN).with("AUTH", secret.as_str());
            let text = printed(&client(&secret, None, &secret, vec![end]), &command);
            prop_assert!(!text.contains(&secret), "{text}");
        }
    }
}

fn form(text: &str) -> String {
    serde_urlencoded::to_string([("", text)])
        .unwrap()
        .trim_start_matches('=')
        .to_owned()
}

#[test]
fn what_is_no_secret_stays_readable() {
    let body =
        "[RESPONSE]\r\nCODE=200\r\nDESCRIPTION=ok\r\nPROPERTY[DOMAIN][0]=example.com\r\nEOF\r\n";
    let client = client("secret-password", None, "", vec![reply(body)]);
    client
        .request(&Command::of(CommandName::STATUS_DOMAIN).with("DOMAIN", "example.com"))
        .unwrap();
    let exchange = &client.take_exchanges()[0];
    assert_eq!(
        exchange.reply.as_deref(),
        Some(body.replace('\r', "").as_str())
    );
    assert_eq!(exchange.data, parse(body.as_bytes()).unwrap().to_params());
}

#[test]
fn a_long_reply_is_cut_in_the_log() {
    let rows: String = (0..100_000)
        .map(|n| format!("PROPERTY[X][{n}]=row\n"))
        .collect();
    let body = format!("CODE=200\nDESCRIPTION=ok\n{rows}EOF\n");
    let client = client("secret-password", None, "", vec![reply(body)]);
    client
        .request(&Command::of(CommandName::STATUS_DOMAIN))
        .unwrap();
    let exchange = &client.take_exchanges()[0];
    let text = exchange.reply.as_deref().unwrap();
    assert!(
        text.len() < 70_000 && text.contains("more lines"),
        "{}",
        text.len()
    );
}
