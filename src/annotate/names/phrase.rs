//! How far a name reaches: runs of capitals, heads, `of` phrases, abbreviations in parentheses.

use super::{chunk::Chunker, is_family, is_initialled};
use crate::{
    knowledge::Calendar,
    model::{Hit, Kind, TokenKind, TokenRange, WordClass},
};

/// No name has more tokens.
const LONGEST: usize = 24;

impl Chunker<'_> {
    pub(super) fn folded(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| token.folded.as_str())
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(crate::model::Token::is_capital)
    }

    /// Whether nothing but white space stands between a token and the one before.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && at < self.document.tokens.len() && self.document.tokens[at].span.start == self.document.tokens[at - 1].span.end
    }

    pub(super) fn is_year(&self, at: usize) -> bool {
        let folded = self.folded(at);
        folded.len() == 4 && folded.parse::<u16>().is_ok_and(|year| (1900..=2100).contains(&year))
    }

    /// The post phrase that starts here and is capitalised or stands between capitals.
    pub(super) fn post_at(&self, at: usize) -> Option<&Hit> {
        self.document.hit_at(at, WordClass::Post).filter(|_| self.is_capital(at))
    }

    /// End of the post phrase that starts here: capitalised modifiers and a post.
    pub(super) fn post_phrase(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while at < start + 4 {
            let lower_after_modifier = at > start && self.document.hit_at(at, WordClass::Post).is_some();
            if lower_after_modifier {
                return self.document.hit_at(at, WordClass::Post).map(|hit| hit.tokens.end);
            }
            if let Some(hit) = self.post_at(at) {
                return Some(self.post_at(hit.tokens.end).map_or(hit.tokens.end, |next| next.tokens.end));
            }
            let modifier = self.document.is(at, WordClass::PostModifier) || self.document.is(at, WordClass::Former);
            if !modifier || at == start && !self.is_capital(at) || self.document.is(at, WordClass::OrganizationHead) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// A post that is no part of an organization's name: not followed at once by a head word (`General Office`).
    fn is_free_post(&self, at: usize) -> bool {
        self.post_phrase(at).is_some_and(|next| {
            let headed = self.is_capital(next)
                && self.document.hit_at(next, WordClass::OrganizationOpener).is_none()
                && (self.document.is(next, WordClass::OrganizationHead) || self.document.is(next, WordClass::EventHead));
            !headed || self.document.is(next, WordClass::Post)
        })
    }

    /// End of the run of capitals that starts at `start`: no post, date or form of address inside.
    pub(super) fn run(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end && at - start < LONGEST && (at == start || !self.breaks_run(at)) {
            let token = &self.document.tokens[at];
            // `Pieter VAN DER Merwe`
            let twice = at + 2 < end && self.is_small_particle(at) && self.is_small_particle(at + 1);
            let next = at + 1 + usize::from(twice);
            let next_capital = next < end && self.is_capital(next) && !self.breaks_run(next);
            let inner = at > start && next_capital;
            let joins = match token.folded.as_str() {
                "'s" => inner && (self.document.is(at - 1, WordClass::PossessiveNoun) || self.is_patron(start, at)),
                "&" | "+" => inner,
                "'" => inner && self.is_glued(at) && !self.is_glued(at + 1) && self.folded(at - 1).ends_with('s'),
                "-" | "–" | "@" => inner && (self.is_glued(at) == self.is_glued(at + 1)) && self.is_glued(at),
                _ if token.kind == TokenKind::Number => next_capital || at > start && self.is_year(at),
                _ if at > start && self.is_particled(at) => true,
                _ if self.particle_end(start, at, end) > at + 1 => {
                    at = self.particle_end(start, at, end);
                    continue;
                }
                _ => {
                    token.is_capital()
                        || inner && self.document.is_any(at, WordClass::NameParticle.bit() | WordClass::PlaceAdjective.bit())
                }
            };
            if !joins {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_small_particle(&self, at: usize) -> bool {
        self.document.is(at, WordClass::NameParticle) && self.document.tokens[at].kind == TokenKind::Lower
    }

    /// `Ravin S/O Muniandy`, `Marit VAN DER Linde`: end of a particle of several marks, or of several particles, that starts here,
    /// with a capital on either side; else `at`.
    fn particle_end(&self, start: usize, at: usize, end: usize) -> usize {
        let mut next = at;
        while let Some(hit) = self.document.hit_at(next, WordClass::NameParticle).filter(|_| !self.is_capital(next)) {
            next = hit.tokens.end;
        }
        if next > at && at > start && next < end && self.is_capital(next) && !self.breaks_run(next) { next } else { at }
    }

    /// `St. Mary's Hospital`, `Queen's College`: a possessive right before a head, whose owner is no place and no body.
    fn is_patron(&self, start: usize, mark: usize) -> bool {
        let head = WordClass::OrganizationHead.bit() | WordClass::VenueHead.bit();
        let owner = mark - 1;
        self.document.is_any(mark + 1, head)
            && self.document.tokens[owner].kind == TokenKind::Capital
            && self.document.hit_at(owner, WordClass::OrganizationKnown).is_none()
            && !self.document.is_any(owner, head | WordClass::Post.bit() & !WordClass::Honorific.bit())
            && (start..mark).all(|at| self.place_prefix(at, mark).is_none())
            && mark - start <= 2
    }

    /// `al-Maliki`, `el-Sisi`: a short particle, a hyphen, a capital.
    fn is_particled(&self, at: usize) -> bool {
        let text = self.document.tokens[at].span.of(&self.document.article.text);
        let particles = self.pack.words.get(&WordClass::NameParticle);
        text.split_once('-').is_some_and(|(particle, rest)| {
            rest.starts_with(char::is_uppercase) && particles.is_some_and(|all| all.iter().any(|known| known == particle))
        })
    }

    fn breaks_run(&self, at: usize) -> bool {
        self.breaks.get(at).map_or_else(|| self.starts_anew(at), |breaks| *breaks.get_or_init(|| self.starts_anew(at)))
    }

    /// Whether something else starts at a token than the capitals in front name.
    fn starts_anew(&self, at: usize) -> bool {
        let document = self.document;
        let opener =
            document.hit_at(at, WordClass::OrganizationOpener).is_some() && !document.is(at, WordClass::OrganizationHead);
        let article = document.is(at, WordClass::Determiner) && at > 0 && document.tokens[at - 1].kind == TokenKind::Upper;
        // `Lukman HAKIM`, `Abdul IMAM`: a given name that is a post too, behind another one.
        let named = at > 0 && self.pack.body_follows_title && self.is_given(at) && self.is_given_name(at - 1);
        // `bin RAJA Zain`: the father's name.
        let behind_particle = at > 0 && document.is(at - 1, WordClass::NameParticle) && self.pack.body_follows_title;
        self.is_free_post(at) && !named && !behind_particle && !self.is_named_like_post(at)
            || article
            || opener
            || at > 0 && document.tokens[at - 1].kind == TokenKind::Capital && is_initialled(document, at)
            || document.date_at(at).is_some()
            || self.calendar().weekday(self.folded(at)).is_some()
            || document.tokens[at].run_on
            || document
                .hit_at(at, WordClass::Honorific)
                .filter(|_| at == 0 || !document.is(at - 1, WordClass::NameParticle))
                .is_some_and(|hit| document.tokens[at].is_capital() && self.is_capital(hit.tokens.end) && !self.is_initial(at))
            || document.title_at(at).is_some_and(|title| title.start == at)
    }

    /// The last head word in a run, the longest of those that end there.
    pub(super) fn last_head(&self, run: &TokenRange, classes: &[WordClass]) -> Option<&Hit> {
        let all = classes.iter().flat_map(|&class| self.document.hits_in(run.clone(), class));
        all.filter(|hit| self.is_capital(hit.tokens.start)).max_by(|a, b| {
            (a.tokens.end, a.tokens.len()).cmp(&(b.tokens.end, b.tokens.len())).then_with(|| {
                let rank = |hit: &Hit| classes.iter().position(|&class| class == hit.class);
                rank(b).cmp(&rank(a))
            })
        })
    }

    /// End of the name with its `of` phrases, from the end of its head.
    pub(super) fn extend_of(&self, head_end: usize, end: usize) -> usize {
        let mut at = head_end;
        while at < end && at - head_end < LONGEST {
            let Some(link) = self.document.hit_at(at, WordClass::NameLink).map(|hit| hit.tokens.end) else { break };
            let preposition =
                self.document.is(at, WordClass::InPlace) || self.document.is(at, WordClass::Conjunction) || self.is_capital(at);
            if preposition
                || link >= end
                || !self.is_capital(link)
                || self.breaks_run(link) && !self.is_office_of_post(head_end, link)
            {
                break;
            }
            if self.is_office_of_post(head_end, link) {
                at = self.post_phrase(link).unwrap_or(link + 1);
                continue;
            }
            at = self.complement(link, end);
        }
        at
    }

    /// `Office of the General Director of …`: the post belongs to the name.
    fn is_office_of_post(&self, head_end: usize, at: usize) -> bool {
        self.post_phrase(at).is_some() && self.document.is(head_end - 1, WordClass::PostOffice)
    }

    /// End of what stands behind `of`: a whole entity, or a list of fields such as `Economic and Social Affairs`.
    pub(super) fn complement(&self, start: usize, end: usize) -> usize {
        if let Some((_, place_end)) = self.place_prefix(start, end) {
            let run = self.run(start, end);
            if self.headed_end(start, run).is_none() {
                return place_end;
            }
        }
        let run = self.before_initial(start, self.coordinated_run(start, self.run(start, end), end));
        if let Some(field) = self.titled_field(start, run) {
            return field;
        }
        if let Some(head) = self.headed_end(start, run) {
            return head;
        }
        let acronym = run == start + 1 && self.document.tokens[start].kind == TokenKind::Upper;
        if acronym || self.document.hit_at(start, WordClass::OrganizationKnown).is_some() {
            return self
                .document
                .hit_at(start, WordClass::OrganizationKnown)
                .map_or(start + 1, |hit| hit.tokens.end.max(start + 1));
        }
        self.joined_fields(run, end)
    }

    /// `Ministry of Culture and SPORTS J. Oyuntsetseg`: the run up to the person whose initial stands in it.
    fn before_initial(&self, start: usize, run: usize) -> usize {
        let initial = |&at: &usize| {
            let text = self.document.tokens[at].span.of(&self.document.article.text);
            text.ends_with('.') && text.chars().next().is_some_and(char::is_uppercase) && text.chars().count() <= 3
        };
        let found = (start + 1..run).find(initial).filter(|&at| at + 1 < run);
        found.map_or(run, |at| if at > start + 1 && self.is_given(at - 1) { at - 1 } else { at })
    }

    /// `Digital Development, Communications and Mass Media`: goes on while the parts are mere words and a conjunction closes the list.
    fn joined_fields(&self, first_end: usize, end: usize) -> usize {
        let mut at = first_end;
        let mut closed = first_end;
        while at + 1 < end {
            let comma = self.folded(at) == ",";
            let and = self.document.hit_at(at, WordClass::NameLink).is_some() && self.document.is(at, WordClass::Conjunction);
            if !comma && !and || !self.is_capital(at + 1) || self.breaks_run(at + 1) {
                break;
            }
            let run = self.before_initial(at + 1, self.run(at + 1, end));
            // `Industry and TRADE Laziz Karimov`: a known field, and the person who holds the post.
            let field = self.document.hit_at(at + 1, WordClass::PostField).map(|hit| hit.tokens.end);
            if let Some(field) = field.filter(|&field| run == field + 2 && self.holds_portfolio(field..run)) {
                return if and || comma { field } else { closed };
            }
            if !(self.is_field(at + 1, run) || and && self.ends_acronym(at + 1, run)) {
                break;
            }
            at = run;
            if and {
                return at;
            }
            closed = if comma { closed } else { at };
        }
        closed
    }

    /// `European Federation of Rail and BUS UNIONS (EFRBU)`: the abbreviation behind it ends in the initials of the words.
    fn ends_acronym(&self, start: usize, run: usize) -> bool {
        let initials: String = (start..run).filter_map(|at| self.folded(at).chars().next()).collect();
        let inside = self.folded(run + 1);
        self.folded(run) == "(" && inside.len() > initials.len() && inside.ends_with(&initials)
    }

    /// `Under-Secretary of the Ministry of ENERGY Fatima Al Shamsi`: end of a known field that a body behind a post governs, where two or
    /// three plain words follow that can be the person's name.
    fn titled_field(&self, start: usize, run: usize) -> Option<usize> {
        let known = self.document.hit_at(start, WordClass::PostField).map(|hit| hit.tokens.end);
        let named = start + 3 == run && (self.is_given(start + 1) || is_family(self.document, self.knowledge, run - 1));
        let field = known.or((named && !self.is_given(start)).then_some(start + 1))?;
        let titled = (start.saturating_sub(7)..start).any(|at| self.document.is(at, WordClass::Post));
        let several = (field + 2..=field + 3).contains(&run);
        (several && titled && !self.pack.body_follows_title && self.holds_portfolio(field..run)).then_some(field)
    }

    /// Whether two plain words behind the field of a post can be the person's name.
    fn holds_portfolio(&self, name: TokenRange) -> bool {
        let field = WordClass::PostField.bit()
            | WordClass::OrganizationHead.bit()
            | WordClass::EventHead.bit()
            | WordClass::NotName.bit();
        name.clone().all(|at| self.document.tokens[at].kind == TokenKind::Capital && !self.document.is_any(at, field))
            && self.place_prefix(name.start, name.end).is_none()
    }

    /// Whether a run is a mere word of a list: no place, no known name, no head of its own, no person set off by a comma behind.
    fn is_field(&self, start: usize, run: usize) -> bool {
        let single = run - start <= 2;
        let headed = self.headed_end(start, run).is_some() && run - start > 1;
        let known =
            self.document.hit_at(start, WordClass::OrganizationKnown).is_some() || self.place_prefix(start, run).is_some();
        let upper = self.document.tokens[start].kind == TokenKind::Upper;
        let apposed =
            self.folded(run) == "," && run - start > 1 && (run + 1..run + 4).any(|at| self.document.is(at, WordClass::Post));
        let titled = self.post_phrase(run).is_some();
        single && !titled && !headed && !known && !upper && !apposed && !self.is_surname_first(start, run)
    }

    pub(super) fn headed_end(&self, start: usize, run: usize) -> Option<usize> {
        let classes = [WordClass::OrganizationSuffix, WordClass::OrganizationHead, WordClass::EventHead];
        self.last_head(&(start..run), &classes).map(|hit| hit.tokens.end).filter(|&end| self.closes_run(end, run))
    }

    /// Whether nothing of the run is left behind a head, or only what starts a name of its own.
    pub(super) fn closes_run(&self, head_end: usize, run: usize) -> bool {
        let own = |at: usize| {
            self.is_surname_first(at, run)
                || self.is_person(at, run)
                || self.is_edition_mark(at)
                || self.place_prefix(at, run).is_some()
        };
        head_end >= run || own(head_end)
    }

    /// Two or three plain words of which the first is a known given name: `Nazarbayev University RANDY HAZLETT`; or an initial and a
    /// name in one: `the National Olympic Committee B.BOLD`.
    pub(super) fn is_person(&self, start: usize, end: usize) -> bool {
        if end == start + 1 && is_initialled(self.document, start) {
            return true;
        }
        let tokens = self.document.tokens.get(start..end);
        (2..=3).contains(&(end.saturating_sub(start)))
            && tokens.is_some_and(|all| all.iter().all(|token| token.kind == TokenKind::Capital))
            && self.is_given(start)
    }

    /// An abbreviation in parentheses that starts at `at`: the words inside, and the end of the parenthesis.
    pub(super) fn acronym(&self, at: usize, end: usize) -> Option<(TokenRange, usize)> {
        if self.folded(at) != "(" {
            return None;
        }
        let close = (at + 1..end.min(at + 6)).find(|&at| self.folded(at) == ")")?;
        let inside = at + 1..close;
        let first = self.document.tokens.get(inside.start)?;
        let capitals = first.span.of(&self.document.article.text).chars().filter(|c| c.is_uppercase()).count();
        let coined = [Kind::Organization, Kind::Event].map(|kind| self.coined.end_at(self.document, inside.start, kind));
        let name_like = (capitals >= 2 || coined.contains(&Some(close)) || inside.len() == 1 && self.spells(at, inside.start))
            && inside.len() <= 3
            && !self.document.is(inside.start, WordClass::Wire);
        (name_like && inside.clone().all(|at| self.is_capital(at) || self.document.tokens[at].kind == TokenKind::Number))
            .then_some((inside, close + 1))
    }

    /// `Kenya Renewable Energy Association (Kerea)`: the word holds the initials of the three or more capitals in front, in order.
    fn spells(&self, end: usize, word: usize) -> bool {
        let initial = |at: &usize| self.folded(*at).chars().next();
        let first = self.folded(word).chars().next();
        let mut start = end;
        while start > 0
            && end - start < LONGEST
            && (self.is_capital(start - 1) || self.document.is(start - 1, WordClass::NameLink))
        {
            start -= 1;
        }
        let capitals: Vec<usize> = (start..end).filter(|&at| self.is_capital(at)).collect();
        let opening = capitals.iter().position(|at| initial(at) == first);
        let Some(capitals) = opening.map(|from| &capitals[from..]).filter(|capitals| capitals.len() >= 3) else { return false };
        let mut letters = self.folded(word).chars();
        let spelt = capitals.iter().filter_map(initial).all(|wanted| letters.any(|letter| letter == wanted));
        spelt && self.is_capital(word) && self.folded(word).chars().count() <= capitals.len() + 4
    }

    /// What may close an event's name: year, Roman numeral, ordinal.
    pub(super) fn is_edition_mark(&self, at: usize) -> bool {
        let Some(token) = self.document.tokens.get(at) else { return false };
        let text = token.span.of(&self.document.article.text);
        let marked = token.folded.starts_with(|c: char| c.is_ascii_digit()) || token.folded.contains('-');
        self.is_year(at) || Calendar::roman(text).is_some() || marked && self.calendar().ordinal(&token.folded).is_some()
    }
}
