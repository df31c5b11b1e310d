//! Paragraphs and what they are for: text, headline, caption, byline, noise; and datelines.

use crate::model::{Document, Line, LineRole, PartialDate, TokenKind, TokenRange, WordClass};

/// A line of at most this many tokens can be an item of a menu.
const MENU_ITEM: usize = 6;
/// So many menu items in a row are a menu.
const MENU_LENGTH: usize = 4;
/// What a list is of is told in the last so many tokens of a line, mark included.
const LIST_LABEL: usize = 14;
/// An item of a list has at most so many tokens.
const LIST_ITEM: usize = 40;
/// A dateline ends within so many tokens.
const DATELINE: usize = 24;

/// Cuts the text into lines and tells what each is for.
pub(super) fn find(document: &Document<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let wrapped = is_hard_wrapped(document);
    let mut start = 0;
    for at in 1..=document.tokens.len() {
        let ends = document
            .tokens
            .get(at)
            .is_none_or(|token| token.breaks > 1 || (token.breaks == 1 && breaks_here(document, at, wrapped)));
        if ends && start < at {
            lines.push(Line { role: role(document, &(start..at)), tokens: start..at });
            start = at;
        }
    }
    mark_noise_sections(document, &mut lines);
    mark_menus(document, &mut lines);
    mark_lists(document, &mut lines);
    lines
}

/// Lines behind `Speakers:` are text, however short: each with a bullet or a number, or one right below the other.
fn mark_lists(document: &Document<'_>, lines: &mut [Line]) {
    let folded = |at: usize| document.tokens.get(at).map_or("", |token| token.folded.as_str());
    let parts = [
        WordClass::SpeakerNoun,
        WordClass::SpeechBy,
        WordClass::ChairBy,
        WordClass::AttendBy,
        WordClass::AttendeeNoun,
        WordClass::HostNoun,
        WordClass::SupportNoun,
        WordClass::ParticipantNoun,
    ];
    let opens = |line: &Line| {
        let label = line.tokens.end.saturating_sub(LIST_LABEL).max(line.tokens.start)..line.tokens.end;
        matches!(folded(line.tokens.end - 1), ":" | "：")
            && parts.iter().any(|&class| document.hits_in(label.clone(), class).next().is_some())
    };
    let is_item = |line: &Line| {
        let bullet = matches!(folded(line.tokens.start), "-" | "–" | "•" | "*" | "·");
        let number =
            document.tokens[line.tokens.start].kind == TokenKind::Number && matches!(folded(line.tokens.start + 1), "." | ")");
        let below = document.tokens[line.tokens.start].breaks == 1 && document.tokens[line.tokens.start].is_capital();
        line.tokens.len() <= LIST_ITEM && (bullet || number || below)
    };
    let mut listed = false;
    for line in lines {
        if opens(line) {
            line.role = if line.tokens.len() <= LIST_LABEL { LineRole::Headline } else { line.role };
            listed = true;
        } else {
            listed = listed && is_item(line);
            line.role = if listed { LineRole::Body } else { line.role };
        }
    }
}

/// Whether the text breaks its lines at a fixed width: most single breaks come after long lines without a full stop.
fn is_hard_wrapped(document: &Document<'_>) -> bool {
    let mut long = 0;
    let mut ended = 0;
    let mut line_start = 0;
    for pair in document.tokens.windows(2) {
        if pair[1].breaks == 0 {
            continue;
        }
        let length = pair[0].span.end - line_start;
        line_start = pair[1].span.start;
        if pair[1].breaks == 1 && (50..=110).contains(&length) && !ends_sentence(&pair[0].folded) {
            long += 1;
        } else if pair[1].breaks == 1 {
            ended += 1;
        }
    }
    long >= 4 && long > 2 * ended
}

fn breaks_here(document: &Document<'_>, at: usize, wrapped: bool) -> bool {
    let before = &document.tokens[at - 1];
    let after = &document.tokens[at];
    // `2024-06-19` counts as a word in small letters.
    let dated = after.folded.parse::<PartialDate>().is_ok();
    let continues = after.kind == TokenKind::Lower && !dated && !ends_sentence(&before.folded) && before.kind != TokenKind::Upper;
    !wrapped && !continues || wrapped && ends_sentence(&before.folded)
}

/// Whether a token can close a sentence.
pub(super) fn ends_sentence(folded: &str) -> bool {
    matches!(folded, "." | "!" | "?" | "。" | "！" | "？" | "…")
}

fn role(document: &Document<'_>, tokens: &TokenRange) -> LineRole {
    let first = skip_marks(document, tokens);
    // `图/NAME`, but not `图文直播`: a single character opens many a word.
    let glued = |at: usize| {
        let (token, next) = (&document.tokens[at], document.tokens.get(at + 1));
        next.is_some_and(|next| next.kind == TokenKind::Ideograph && next.span.start == token.span.end)
    };
    let whole = |hit: &crate::model::Hit| {
        hit.tokens.len() > 1 || document.tokens[hit.tokens.start].kind != TokenKind::Ideograph || !glued(hit.tokens.start)
    };
    let starts = |class| [first, tokens.start].into_iter().any(|at| document.hit_at(at, class).is_some_and(whole));
    let ended = (tokens.start..tokens.end).rev().take(3).any(|at| ends_sentence(&document.tokens[at].folded));
    let short = tokens.len() <= 30;
    let label = document.tokens[tokens.start].folded == "【" && document.tokens[tokens.end - 1].folded == "】";
    let bracketed = matches!(document.tokens[tokens.start].folded.as_str(), "[" | "(" | "△" | "▲") || label;
    // `[10:41]` opens an entry of a live report.
    let inner = tokens.clone().skip(1).take_while(|&at| !matches!(document.tokens[at].folded.as_str(), "]" | ")"));
    let plain = |at: usize| matches!(document.tokens[at].kind, TokenKind::Number | TokenKind::Punctuation);
    let timed = inner.clone().count() > 0 && inner.clone().all(plain) && tokens.start + inner.count() + 2 < tokens.end;
    if starts(WordClass::NoiseLine) && (short || !ended) {
        LineRole::Noise
    } else if starts(WordClass::Byline) && short && !ended {
        LineRole::Byline
    } else if bracketed && short && !timed {
        LineRole::Caption
    } else if !ended && tokens.len() <= 40 {
        LineRole::Headline
    } else {
        LineRole::Body
    }
}

fn skip_marks(document: &Document<'_>, tokens: &TokenRange) -> usize {
    (tokens.start..tokens.end).find(|&at| document.tokens[at].kind != TokenKind::Punctuation).unwrap_or(tokens.start)
}

/// From a line that opens a disclaimer or a list of other articles, everything is noise. The first third of a text is never cut off.
fn mark_noise_sections(document: &Document<'_>, lines: &mut [Line]) {
    let third = document.article.text.len() / 3;
    let opens = |line: &Line| {
        let first = skip_marks(document, &line.tokens);
        let hit = document.hit_at(first, WordClass::NoiseSection);
        hit.is_some_and(|hit| hit.tokens.len() + 3 >= line.tokens.len()) && document.tokens[first].span.start > third
    };
    if let Some(from) = lines.iter().position(opens) {
        for line in &mut lines[from..] {
            line.role = LineRole::Noise;
        }
    }
}

/// Short lines in a row, none of them ended like a sentence, are a menu.
fn mark_menus(document: &Document<'_>, lines: &mut [Line]) {
    let is_item = |line: &Line| {
        let ended = ends_sentence(&document.tokens[line.tokens.end - 1].folded);
        line.tokens.len() <= MENU_ITEM && !ended && !matches!(line.role, LineRole::Byline | LineRole::Caption)
    };
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start..].iter().take_while(|line| is_item(line)).count();
        if length >= MENU_LENGTH {
            for line in &mut lines[start..start + length] {
                line.role = LineRole::Noise;
            }
        }
        start += length.max(1);
    }
}

/// The dateline of each line that has one: names, dates, agency and marks up to the first dash or colon.
pub(super) fn datelines(document: &Document<'_>) -> Vec<TokenRange> {
    document.lines.iter().filter_map(|line| dateline_unspaced(document, line).or_else(|| dateline(document, line))).collect()
}

/// An agency, a place and a day, closed by a word such as `电`, and reporters in parentheses, in a script without spaces.
fn dateline_unspaced(document: &Document<'_>, line: &Line) -> Option<TokenRange> {
    let start = line.tokens.start;
    let window = start..line.tokens.end.min(start + DATELINE + 6);
    if line.role == LineRole::Noise || !window.clone().any(|at| document.tokens[at].kind == TokenKind::Ideograph) {
        return None;
    }
    let wire = document.hits_in(start..window.end.min(start + 8), WordClass::Wire).next()?;
    let close = document.hits_in(wire.tokens.end..window.end, WordClass::DateLine).next()?.tokens.end;
    let plain = (wire.tokens.end..close).all(|at| !ends_sentence(&document.tokens[at].folded));
    let opens = |at: usize| document.tokens.get(at).is_some_and(|token| matches!(token.folded.as_str(), "(" | "（"));
    let closes = |at: usize| matches!(document.tokens[at].folded.as_str(), ")" | "）");
    let bracket = opens(close).then(|| (close..line.tokens.end.min(close + 40)).find(|&at| closes(at))).flatten();
    plain.then(|| start..bracket.map_or(close, |at| at + 1))
}

fn dateline(document: &Document<'_>, line: &Line) -> Option<TokenRange> {
    if line.role == LineRole::Noise || line.tokens.len() < 8 {
        return None;
    }
    let window = line.tokens.start..line.tokens.end.min(line.tokens.start + DATELINE);
    let is_dash = |at: usize| {
        matches!(document.tokens[at].folded.as_str(), "-" | "--" | "–" | "—" | "---")
            || document.tokens[at].folded.starts_with("--")
    };
    let end = window.clone().find(|&at| is_dash(at)).or_else(|| {
        let colon = window.start + 1;
        (document.tokens[colon].folded == ":" && document.tokens[colon - 1].is_capital()).then_some(colon)
    })?;
    let plain = |at: usize| {
        let token = &document.tokens[at];
        token.kind != TokenKind::Lower
            || document.is(at, WordClass::DateLine)
            || token.folded.starts_with(|c: char| c.is_ascii_digit())
    };
    let named = document.tokens[window.start].is_capital() || document.is(window.start, WordClass::DateLine);
    (named && end > window.start && (window.start..end).all(plain)).then_some(window.start..end + 1)
}
