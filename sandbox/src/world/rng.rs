//! A small repeatable generator (splitmix64). For believable codes, not for secrets.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is above 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// Text of `length` characters out of `alphabet`, which is ASCII.
    pub(crate) fn text(&mut self, alphabet: &str, length: usize) -> String {
        let letters = alphabet.as_bytes();
        let count = u64::try_from(letters.len()).unwrap_or(1);
        (0..length)
            .filter_map(|_| {
                let index = usize::try_from(self.below(count)).unwrap_or_default();
                letters.get(index).map(|letter| char::from(*letter))
            })
            .collect()
    }

    /// An auth code as the examples show them: twelve characters, some of them special.
    pub(crate) fn auth_code(&mut self) -> String {
        let body = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
        let special = self.text("*:-/,", 1);
        self.text(body, 5) + &special + &self.text(body, 6)
    }
}
