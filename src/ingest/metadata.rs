//! What does a source say about its article, and is it well-formed? Dates, language tags, addresses.

use crate::{diag::Note, model::PartialDate};

/// The date of an ISO 8601 date or timestamp, whatever follows the date part; `2024/12/06`, `2024.12.06` and `20241206` too.
///
/// The day is the one that is written, in the time zone in which it is written.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
    let mut day = text[..end].replace(['/', '.'], "-");
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        day.insert(6, '-');
        day.insert(4, '-');
    }
    day.parse().ok()
}

/// The date of `text`, or a note that it is none.
pub(super) fn date_or_note(
    source: &str,
    offset: Option<usize>,
    text: Option<&str>,
    notes: &mut Vec<Note>,
) -> Option<PartialDate> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let found = date(text);
    if found.is_none() {
        let message = format!("publication date «{text}» is not understood (expected YYYY-MM-DD) and left out");
        notes.push(Note::warning(source, offset, message));
    }
    found
}

/// A BCP 47 tag with its parts parted by hyphens and its language in lower case, if it has the shape of one.
pub(super) fn language(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let shaped = |part: &str, least: usize| (least..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_language = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    if !is_language || !parts.all(|part| shaped(part, 1)) {
        return None;
    }
    Some(format!("{}{}", first.to_lowercase(), &tag[first.len()..]))
}

/// The text without outer white space, if anything is left.
pub(super) fn filled(text: impl AsRef<str>) -> Option<String> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_gives_its_day() {
        let day = Some(PartialDate::day(2024, 12, 6));
        for text in ["2024-12-06", "2024-12-06T23:59:59+08:00", " 2024-12-06 10:00 ", "2024/12/06", "20241206", "2024.12.06"] {
            assert_eq!(date(text), day, "{text}");
        }
        assert_eq!(date("2024-12"), Some(PartialDate::month(2024, 12)));
        assert_eq!(date("2024"), Some(PartialDate::year(2024)));
        for text in ["", "Thu, 05 Dec 2024", "06-12-2024", "2024-13-01", "2024123"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_language_tag_is_brought_into_one_form() {
        for (text, tag) in [("en", "en"), ("EN-us", "en-us"), ("zh_Hans_CN", "zh-Hans-CN"), (" id ", "id")] {
            assert_eq!(language(text).as_deref(), Some(tag));
        }
        for text in ["", "english", "e", "en-", "zh hans", "42"] {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
