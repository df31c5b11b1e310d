//! How sure is a fact, given how often facts of its rule are right?
//!
//! Each rule says how sure it is of what it found; on labelled articles some rules turn out to be right more often than they say,
//! and some less. What they say is moved by the difference, so that of facts said with a confidence of 0.9 about nine in ten are right.

use crate::knowledge::Role;

/// How much surer, or less sure, a rule should have been: observed share of right facts less mean confidence, both over the labelled
/// articles that were read while the rules were written, in steps of 0.02, where there were ten facts or more.
///
/// `plenary eval --calibration` measures it. Ten facts that are right as often as the rule says were added to each, so that rules
/// that were seldom met move little.
const OBSERVED: &[(Role, &str, f64)] = &[
    (Role::Affiliation, "from-body", 0.10),
    (Role::Presence, "attend-verb", 0.04),
    (Role::Presence, "attended-by", 0.08),
    (Role::Presence, "named-in-report", 0.06),
    (Role::Presence, "sentence-cue", 0.14),
    (Role::Chair, "chair-verb", -0.06),
    (Role::Chair, "chaired-by", -0.06),
    (Role::Place, "held-in", -0.10),
    (Role::Start, "held-on", -0.04),
    (Role::Host, "host-noun", 0.08),
    (Role::Host, "host-verb", 0.06),
    (Role::Host, "hosted-by", -0.04),
    (Role::Speech, "introduced", 0.16),
    (Role::Speech, "listed-speakers", 0.16),
    (Role::Speech, "sentence-cue", 0.20),
    (Role::Speech, "speech-given", 0.06),
    (Role::Speech, "speech-verb-inverted", -0.06),
];

/// No fact is surer than this, or less sure than this.
const MOST: f64 = 0.97;
const LEAST: f64 = 0.05;

/// The confidence of a fact that a rule is `said` to be sure of (0..=1), to three places: they are all that the figure bears, and
/// they print the same everywhere.
pub(super) fn calibrated(role: Role, rule: &str, said: f64) -> f64 {
    let moved = OBSERVED.iter().find(|(known, name, _)| *known == role && *name == rule).map_or(0.0, |(.., by)| *by);
    let confidence = if moved == 0.0 { said } else { (said + moved).clamp(LEAST, MOST) };
    (confidence * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_rule_says_keeps_its_order() {
        for (role, rule, _) in OBSERVED {
            let said = [0.3, 0.5, 0.51, 0.7, 0.9, 0.99].map(|said| calibrated(*role, rule, said));
            assert!(said.is_sorted() && said.iter().all(|sure| (LEAST..=MOST).contains(sure)), "{rule}: {said:?}");
        }
    }

    #[test]
    fn a_rule_of_which_nothing_is_known_is_believed() {
        assert!((calibrated(Role::Part, "part-of", 0.8567) - 0.857).abs() < 1e-9);
        assert!((calibrated(Role::Place, "held-in", 0.9) - 0.8).abs() < 1e-9);
    }

    #[test]
    fn no_rule_stands_twice() {
        for (idx, (role, rule, _)) in OBSERVED.iter().enumerate() {
            assert!(!OBSERVED[..idx].iter().any(|(other, name, _)| other == role && name == rule), "{rule}");
        }
    }
}
