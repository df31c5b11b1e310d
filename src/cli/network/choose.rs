//! Which network do the arguments mean? Names to entities, dates, kinds.

use std::collections::BTreeSet;

use super::{Choice, Network, Of};
use crate::{
    ask::{self, Index},
    diag::{Error, ErrorKind, Result},
    knowledge::questions::phrase,
    model::{EntityIdx, Kind, PartialDate, Stance},
    network::{Filter, Options},
};

impl Network {
    /// What is read from the store.
    pub(super) fn options(&self, index: &Index) -> Result<Options> {
        let kinds = match self.of {
            Of::People | Of::Events => BTreeSet::from([Kind::Person]),
            Of::Organizations => BTreeSet::from([Kind::Organization]),
            Of::All => BTreeSet::from([Kind::Person, Kind::Organization]),
        };
        let events = self.of == Of::Events;
        if events && self.by != super::By::Event {
            return Err(Error::new(
                ErrorKind::Usage,
                "events are tied by those who were there: --of events goes with --by event",
            ));
        }
        Ok(Options {
            by: self.by.meaning(),
            kinds,
            weight: self.weight.meaning(),
            events,
            filter: self.choice.filter(index)?,
            min_weight: self.min_weight,
        })
    }

    /// The node that a name means.
    pub(super) fn node(&self, name: &str, index: &Index) -> Result<EntityIdx> {
        let kinds: &[Kind] = match self.of {
            Of::People => &[Kind::Person],
            Of::Organizations => &[Kind::Organization],
            Of::All => &[Kind::Person, Kind::Organization],
            Of::Events => &[Kind::Event],
        };
        match entities(name, index, kinds)?.as_slice() {
            [one] => Ok(*one),
            several => {
                let names: Vec<String> = several.iter().take(5).map(|&idx| index.card(idx).label).collect();
                Err(Error::new(ErrorKind::NoResult, format!("«{name}» can be several")).with_hint(names.join(", ")))
            }
        }
    }
}

impl Choice {
    fn filter(&self, index: &Index) -> Result<Filter> {
        let mut stances = BTreeSet::from([Stance::Reported]);
        if self.planned {
            stances.insert(Stance::Planned);
        }
        if !self.stance.is_empty() {
            stances = self.stance.iter().map(|name| stance(name)).collect::<Result<_>>()?;
        }
        let all = |names: &[String], kinds: &[Kind]| {
            let found = names.iter().map(|name| entities(name, index, kinds)).collect::<Result<Vec<_>>>()?;
            Ok(found.into_iter().flatten().collect())
        };
        Ok(Filter {
            from: self.from.as_deref().map(date).transpose()?,
            to: self.to.as_deref().map(date).transpose()?,
            places: all(&self.city, &[Kind::Place])?,
            hosts: all(&self.host, &[Kind::Organization, Kind::Place])?,
            series: all(&self.series, &[Kind::EventSeries])?,
            languages: self.language.iter().cloned().collect(),
            stances,
            confidence: self.confidence,
        })
    }
}

/// A date of the command line.
pub(in crate::cli) fn date(text: &str) -> Result<PartialDate> {
    text.parse().map_err(|reason: String| Error::new(ErrorKind::Usage, reason))
}

fn stance(name: &str) -> Result<Stance> {
    Stance::from_name(name).ok_or_else(|| {
        let names = Stance::ALL.map(Stance::name).join(", ");
        Error::new(ErrorKind::Usage, format!("there is no stance «{name}»")).with_hint(format!("one of {names}"))
    })
}

/// All that a name can mean; never nothing.
pub(in crate::cli) fn entities(name: &str, index: &Index, kinds: &[Kind]) -> Result<Vec<EntityIdx>> {
    let found = ask::resolve(index, &phrase(name), kinds, true);
    if let Some(found) = found.filter(|found| !found.entities.is_empty()) {
        return Ok(found.entities);
    }
    let near: Vec<String> = ask::suggest(index, &phrase(name), kinds).into_iter().map(|card| card.label).collect();
    let error = Error::new(ErrorKind::NoResult, format!("nobody and nothing of the kind is called «{name}»"));
    Err(if near.is_empty() { error } else { error.with_hint(format!("did you mean {}?", near.join(", "))) })
}
