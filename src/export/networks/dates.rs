//! When did an event take place, and when did an edge hold?

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Input, Key, Type, Value, Values};
use crate::{
    knowledge::Role,
    model::{Claim, Dataset, EntityIdx, Literal, PartialDate, Rank, Statement},
};

/// Days, months or years, the last not before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spell {
    /// First day, month or year.
    pub(super) first: PartialDate,
    /// Last day, month or year.
    pub(super) last: PartialDate,
}

/// Keys of what [`Spell::values`] gives.
pub(super) const KEYS: [Key; 3] = [("first_date", Type::Text), ("last_date", Type::Text), ("first_year", Type::Int)];

impl Spell {
    fn new(first: PartialDate, last: PartialDate) -> Self {
        Self { first, last: if last < first { first } else { last } }
    }

    /// The first day, as ISO 8601 has it.
    pub(super) fn start(self) -> String {
        day(self.first, false)
    }

    /// The last day, as ISO 8601 has it; never before the first.
    pub(super) fn end(self) -> String {
        day(self.last, true).max(self.start())
    }

    /// From the first of all to the last.
    pub(super) fn hull(spells: impl IntoIterator<Item = Self>) -> Option<Self> {
        spells.into_iter().reduce(|a, b| Self { first: a.first.min(b.first), last: a.last.max(b.last) })
    }

    /// As attributes, at the precision of the articles.
    pub(super) fn values(self) -> Values {
        vec![
            ("first_date", Value::Text(self.first.to_string())),
            ("last_date", Value::Text(self.last.to_string())),
            ("first_year", Value::Int(self.first.year.into())),
        ]
    }
}

/// First or last day of a date of any precision. A day that no calendar has is that month's last.
fn day(date: PartialDate, last: bool) -> String {
    let number = |part: Option<u8>, most: u8| part.unwrap_or(if last { most } else { 1 });
    let month = number(date.month, 12);
    let wanted = i8::try_from(number(date.day, 31)).unwrap_or(1);
    let of_month = Date::new(date.year, i8::try_from(month).unwrap_or(1), 1).unwrap_or_default().last_of_month();
    let day = wanted.min(of_month.day());
    format!("{:04}-{month:02}-{day:02}", date.year)
}

/// When each event took place: of several dates the preferred, then the one that most claims support, then the earliest.
pub(super) fn events(input: &Input<'_>) -> BTreeMap<EntityIdx, Spell> {
    let schema = &input.knowledge.schema;
    let (starts, ends) = (best(input.dataset, schema.name(Role::Start)), best(input.dataset, schema.name(Role::End)));
    let spell = |(&event, &first): (&EntityIdx, &PartialDate)| {
        let last = ends.get(&event).copied().filter(|last| *last >= first || last.includes(first));
        (event, Spell::new(first, last.unwrap_or(first)))
    };
    starts.iter().map(spell).collect()
}

fn best(dataset: &Dataset, relation: &str) -> BTreeMap<EntityIdx, PartialDate> {
    let mut best: BTreeMap<EntityIdx, (&Statement, PartialDate)> = BTreeMap::new();
    let worth = |statement: &Statement| (statement.rank != Rank::Outranked, statement.claims.len());
    for statement in dataset.statements.iter().filter(|s| s.relation == relation && s.is_asserted()) {
        let Some(&Literal::Date(date)) = statement.object.literal() else { continue };
        let known = best.entry(statement.subject).or_insert((statement, date));
        if worth(statement) > worth(known.0) {
            *known = (statement, date);
        }
    }
    best.into_iter().map(|(event, (_, date))| (event, date)).collect()
}

/// From the first report to the last, as far as the articles are dated.
pub(super) fn reports<'a>(dataset: &Dataset, claims: impl IntoIterator<Item = &'a Claim>) -> Option<Spell> {
    let published = claims.into_iter().filter_map(|claim| dataset.article(claim.article).published);
    Spell::hull(published.map(|date| Spell::new(date, date)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years_have_a_first_and_a_last_day() {
        for (first, last, start, end) in [
            ("2021-05-03", "2021-05-03", "2021-05-03", "2021-05-03"),
            ("2024-02", "2024-02", "2024-02-01", "2024-02-29"),
            ("2021", "2021", "2021-01-01", "2021-12-31"),
            ("2021-06", "2021-06-03", "2021-06-01", "2021-06-03"),
            ("2021-02-31", "2021-02-30", "2021-02-28", "2021-02-28"),
            ("2021-05-03", "2020", "2021-05-03", "2021-05-03"),
        ] {
            let spell = Spell::new(first.parse().unwrap(), last.parse().unwrap());
            assert_eq!((spell.start().as_str(), spell.end().as_str()), (start, end), "{first} {last}");
        }
    }
}
