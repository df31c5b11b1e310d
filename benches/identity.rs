//! How does the joining of entities grow with the number of mentions? `cargo bench --bench identity`.
//!
//! The generator writes what articles say, twenty entities each: people of Zipf popularity, some of them under common names, bodies
//! with acronyms, editions of series, in two scripts. Besides the time of 10k, 100k and 1M mentions it prints how many pairs were
//! compared for each mention: a figure that stays level where cost grows in line.

use divan::{Bencher, black_box};
use plenary::{
    knowledge::{Knowledge, Role},
    model::{
        Argument, Article, ArticleFacts, EventTraits, Evidence, Fact, Kind, LocalEntity, LocalIdx, PartialDate, Span, Stance, iri,
    },
    resolve::resolve,
};

const MENTIONS: [usize; 3] = [10_000, 100_000, 1_000_000];
const PER_ARTICLE: usize = 20;

fn main() {
    divan::main();
}

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`, small numbers far more often than large ones.
    fn popular(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let mut at = end;
        // Halves as often as the share says: no cast of a float needed.
        let mut left = share;
        let step = 1.0 / f64::from(end.max(2).ilog2());
        while left > step {
            at /= 2;
            left -= step;
        }
        usize::try_from(self.next()).unwrap_or(0) % at.max(1)
    }
}

const FAMILIES: [(&str, &str); 8] =
    [("Wang", "王"), ("Li", "李"), ("Zhang", "张"), ("Chen", "陈"), ("Zhou", "周"), ("Wu", "吴"), ("Sun", "孙"), ("Zhu", "朱")];
const SYLLABLES: [(&str, &str); 12] = [
    ("wei", "伟"),
    ("min", "敏"),
    ("jing", "静"),
    ("hai", "海"),
    ("ming", "明"),
    ("hua", "华"),
    ("guo", "国"),
    ("jian", "建"),
    ("xiao", "晓"),
    ("lin", "林"),
    ("feng", "峰"),
    ("qing", "庆"),
];

/// A person's name by number, in Latin letters or Han characters.
fn person(number: usize, han: bool) -> String {
    let (family, given) = (FAMILIES[number % 8], SYLLABLES[number / 8 % 12]);
    let second = (!number.is_multiple_of(3)).then(|| SYLLABLES[number / 96 % 12]);
    if han {
        return format!("{}{}{}", family.1, given.1, second.map_or("", |second| second.1));
    }
    let mut first = given.0[..1].to_uppercase();
    first.push_str(&given.0[1..]);
    // Beyond the names that syllables make, foreign ones.
    if number >= 1152 {
        format!("Pavel{number} Zorin{}", number / 7)
    } else {
        format!("{} {first}{}", family.0, second.map_or("", |second| second.0))
    }
}

fn entity(kind: Kind, names: Vec<String>, at: usize, event: Option<EventTraits>) -> LocalEntity {
    LocalEntity { kind, names, mentions: vec![Span::new(at, at + 1)], event, gazetteer: None }
}

/// One article: an event, bodies, people who spoke there and hold posts.
fn article(number: usize, total: usize, random: &mut Random, knowledge: &Knowledge) -> (Article, ArticleFacts) {
    let han = number % 4 == 3;
    let mut facts = ArticleFacts { language: if han { "zh" } else { "en" }.to_owned(), ..ArticleFacts::default() };
    let (series, year) = (random.popular(total / 8 + 1), 2000 + (random.next() % 25) as i16);
    let name = format!("Harbour{series} Forum");
    let traits = EventTraits { series: Some(name.clone()), edition: None, year: Some(year), unnamed: false, main: true };
    facts.entities.push(entity(Kind::Event, vec![format!("{name} {year}")], 0, Some(traits)));
    for at in 1..PER_ARTICLE {
        if at % 4 == 0 {
            let body = random.popular(total);
            let names = vec![format!("Delta{body} Institute"), format!("DI{body}")];
            facts.entities.push(entity(Kind::Organization, names, at, None));
        } else {
            let who = person(random.popular(total * 4), han);
            facts.entities.push(entity(Kind::Person, vec![who], at, None));
        }
    }
    let local = |idx: usize| LocalIdx(u32::try_from(idx).unwrap_or(0));
    let fact = |subject: usize, role: Role, object: usize| Fact {
        relation: knowledge.schema.name(role).to_owned(),
        subject: local(subject),
        object: Argument::Entity(local(object)),
        post: (role == Role::Affiliation).then(|| "director".to_owned()),
        mode: None,
        stance: Stance::Reported,
        evidence: Evidence { quote: Span::new(0, 9), trigger: Span::new(0, 1), rule: "made".to_owned() },
        confidence: 0.9,
    };
    for at in (1..PER_ARTICLE).filter(|at| at % 4 != 0) {
        facts.facts.push(fact(at, Role::Presence, 0));
        facts.facts.extend((at % 4 == 1 && at + 3 < PER_ARTICLE).then(|| fact(at, Role::Affiliation, at + 3)));
    }
    let small = |number: usize| u8::try_from(number).map_or(1, |number| number + 1);
    let text = format!("article {number}: {:x} {:x}", random.next(), random.next());
    let published = Some(PartialDate::day(year, small(number % 12), small(number % 28)));
    (Article { id: format!("{number:08}"), published, text, ..Article::default() }, facts)
}

#[divan::bench(args = MENTIONS, sample_count = 1, sample_size = 1)]
#[expect(clippy::print_stdout, reason = "the number of pairs is what the bench is for")]
fn join(bencher: Bencher<'_, '_>, mentions: usize) {
    let Ok(knowledge) = Knowledge::embedded() else { return };
    let total = mentions / PER_ARTICLE;
    let mut random = Random(mentions as u64);
    let (articles, facts): (Vec<_>, Vec<_>) = (0..total).map(|number| article(number, total, &mut random, &knowledge)).unzip();
    bencher.bench_local(|| {
        let resolved = resolve(iri::DEFAULT_BASE, &articles, &facts, &[], &knowledge);
        let (entities, compared) = (resolved.dataset.entities.len(), resolved.compared);
        println!(
            "{mentions} mentions: {entities} entities, {compared} pairs compared, {:.2} a mention",
            compared as f64 / mentions as f64
        );
        black_box(resolved)
    });
}
