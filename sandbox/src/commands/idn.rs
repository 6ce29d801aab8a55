//! ConvertIDN. An own reading of the rules (wire facts, internationalised names), so that it can
//! contradict the client's.

use super::{Call, Handler, Kind, Outcome};
use crate::wire::{Refusal, Response};
use crate::world::unicode;

pub(super) const HANDLERS: &[Handler] = &[Handler {
    name: "ConvertIDN",
    run: convert_idn,
    kind: Kind::Read,
}];

/// Top-level domains whose names keep the letters that others replace.
const NON_TRANSITIONAL: &[&str] = &[
    "art", "be", "ca", "de", "fr", "pm", "re", "swiss", "tf", "wf", "yt",
];

/// ACE and IDN of each name, paired by index; 505 names the first that cannot be converted. How many
/// names fit into one call is not known (quirk `convert_idn_names`).
fn convert_idn(call: &mut Call<'_>) -> Outcome {
    let mut names = call.command.list("DOMAIN");
    if names.is_empty() {
        names.extend(call.command.filled("DOMAIN").map(|name| (0, name)));
    }
    let most = call
        .quirks
        .value("convert_idn_names")
        .parse()
        .unwrap_or(255);
    if names.len() > most {
        return Err(Refusal::new(505, "TOO MANY DOMAINS"));
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|(index, name)| {
            to_ace(name).ok_or_else(|| Refusal::new(505, format!("DOMAIN{index} ({name})")))
        })
        .collect::<Result<_, _>>()?;
    let shown: Vec<String> = names.iter().map(|ace| unicode(ace)).collect();
    Ok(Response::ok().with_all("ACE", names).with_all("IDN", shown))
}

/// The ASCII form of a name; labels in that form already are only lower-cased.
pub(super) fn to_ace(name: &str) -> Option<String> {
    let last = name
        .trim_end_matches('.')
        .rsplit('.')
        .next()?
        .to_lowercase();
    let keeps = NON_TRANSITIONAL.contains(&last.as_str());
    let labels: Option<Vec<String>> = name
        .split('.')
        .map(|label| match label.to_lowercase() {
            lower if lower.starts_with("xn--") => Some(lower),
            lower if lower.is_ascii() => Some(lower),
            lower if keeps => idna::domain_to_ascii(&lower).ok(),
            lower => idna::domain_to_ascii(&transitional(&lower)).ok(),
        })
        .collect();
    labels
        .map(|labels| labels.join("."))
        .filter(|ace| !ace.is_empty())
}

/// What the older rules make of four letters before anything else is done.
fn transitional(label: &str) -> String {
    let kept = label.chars().filter(|c| !"\u{200c}\u{200d}".contains(*c));
    kept.collect::<String>()
        .replace('ß', "ss")
        .replace('ς', "σ")
}

#[cfg(test)]
mod tests {
    use super::to_ace;

    #[test]
    fn names_are_converted_by_the_policy_of_their_zone() {
        for (name, ace) in [
            ("faß.de", "xn--fa-hia.de"),
            ("faß.com", "fass.com"),
            ("öbb.at", "xn--bb-eka.at"),
            ("fäß.de", "xn--f-qfao.de"),
            ("fäß.com", "xn--fss-qla.com"),
            ("😊.com", "xn--o28h.com"),
            ("🌐.ws", "xn--wg8h.ws"),
            ("XN--FA-HIA.de", "xn--fa-hia.de"),
            ("äöütest.com", "xn--test-koa2iub.com"),
            ("_dmarc.ÖBB.at.", "_dmarc.xn--bb-eka.at."),
        ] {
            assert_eq!(to_ace(name).as_deref(), Some(ace), "{name}");
        }
        assert_eq!(to_ace(""), None);
    }
}
