//! What a registrar module does: one plan a WHMCS verb.
