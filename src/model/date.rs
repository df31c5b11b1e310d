//! Dates at the precision that a text gives: a day, a month or a year.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A proleptic Gregorian date whose day, or month and day, may be unknown. Ordered by year, month, day; unknown sorts first.
///
/// Written and read as ISO 8601 (`2024-12-03`, `2024-12`, `2024`), which are also the lexical forms of xsd:date,
/// xsd:gYearMonth and xsd:gYear for the years 1000 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    /// Year, 1000..=9999.
    pub year: i16,
    /// Month, 1..=12.
    pub month: Option<u8>,
    /// Day of the month, only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A date known to the day.
    #[must_use]
    pub fn day(year: i16, month: u8, day: u8) -> Self {
        Self { year, month: Some(month), day: Some(day) }
    }

    /// A date known to the month.
    #[must_use]
    pub fn month(year: i16, month: u8) -> Self {
        Self { year, month: Some(month), day: None }
    }

    /// A date known to the year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self { year, month: None, day: None }
    }

    /// Whether `other` is the same date or lies inside this less precise one (2024 includes 2024-12-03).
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        self.year == other.year
            && (self.month.is_none() || self.month == other.month)
            && (self.day.is_none() || self.day == other.day)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("«{text}» is no date (expected YYYY, YYYY-MM or YYYY-MM-DD)");
        let mut parts = text.split('-');
        let year_text = parts.next().unwrap_or("");
        let year: i16 = year_text.parse().map_err(|_| bad())?;
        if year_text.len() != 4 || year < 1000 {
            return Err(bad());
        }
        let mut number = |most: u8| match parts.next() {
            None => Ok(None),
            Some(part) => part.parse::<u8>().ok().filter(|n| part.len() == 2 && (1..=most).contains(n)).map(Some).ok_or_else(bad),
        };
        let month = number(12)?;
        let day = number(31)?;
        if parts.next().is_some() {
            return Err(bad());
        }
        Ok(Self { year, month, day })
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}
