//! Which names and texts break careless writers and readers? A dataset of them, written in every format, and what must come back.
//!
//! `cargo run --example peer_corpus -- DIR` writes the files, `formats.json` that lists them, `dataset.json` with the data themselves,
//! and `expected.json`: nodes, edges and weights counted here in the plainest way, apart from the code that writes. `gate.py`,
//! `documents.py` and `gate.mjs` read all of it back.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use plenary::{
    diag,
    export::{FOLDERS, FORMATS, Folder, Input},
    graph::KnowledgeGraph,
    knowledge::{Knowledge, Role, Schema},
    model::{
        Article, ArticleIdx, Claim, Dataset, Entity, EntityIdx, Kind, Literal, Mention, Name, Object, PartialDate, Rank, Span,
        Stance, Statement, iri,
    },
};
use serde_json::json;

/// Names of people, each odd in its own way.
const ODD: [&str; 41] = [
    "Ada & \"Bell\" <Esq.>",
    "A &amp; B &lt;b&gt; &#1; &quot;",
    "& < > & <",
    "]]>",
    "<![CDATA[x]]> ]]]]>>",
    "</data></node>",
    "<script>alert('x')</script>",
    "control \u{1}\u{8}\u{b}\u{c}\u{e}\u{1f} end",
    "non-characters \u{fffe} \u{ffff}",
    "delete \u{7f} next \u{85} line \u{2028} separator",
    "مرحبا بالعالم",
    "שלום \u{202e}txt.exe\u{202c} \u{2067}rtl\u{2069}",
    "第三届中俄网络媒体论坛",
    "𠮷野家 さくら 한국어",
    "👩‍👩‍👧 family \u{301}\u{327}",
    "tab\there",
    "line\nbreak",
    "carriage\rreturn and\r\nboth",
    "  blanks  around  and  inside  ",
    "no\u{a0}break\u{200b}zero\u{feff}mark",
    "C:\\new\\table \\N \\l \\\"",
    "{\"json\": [\"x\\u0000\", null]}",
    "%s %n $HOME `id` ${jndi:x}",
    "a,b;c|d\te",
    "'single' \u{2018}curly\u{2019} \u{201c}double\u{201d}",
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "null",
    "true",
    "NaN",
    "1e5",
    "007",
    "#comment",
    "# ^ | [[wiki]] :/",
    "Li Wei",
    "LI WEI",
    "li wei",
    "Li Wei",
    "Straße STRASSE",
];

/// Days of the events, at every precision.
const DAYS: [&str; 5] = ["2019-06-04", "2020-02", "2021", "2022-12-31", "2024-02-29"];

/// Texts grow while the dataset is made.
struct Corpus<'a> {
    schema: &'a Schema,
    dataset: Dataset,
    statements: BTreeMap<(EntityIdx, String, Object), Vec<Claim>>,
}

impl Corpus<'_> {
    fn article(&mut self, id: &str, url: Option<&str>, published: Option<&str>) -> Result<ArticleIdx, Box<dyn Error>> {
        let published = published.map(str::parse).transpose()?;
        let url = url.map(str::to_owned);
        let (id, language) = (id.to_owned(), Some("en".to_owned()));
        self.dataset.articles.push(Article { source: format!("{id}.txt"), id, url, published, language, ..Article::default() });
        Ok(ArticleIdx(u32::try_from(self.dataset.articles.len() - 1)?))
    }

    /// Adds a sentence to an article; its place.
    fn sentence(&mut self, article: ArticleIdx, words: &str) -> Span {
        let text = &mut self.dataset.articles[article.0 as usize].text;
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        text.push_str(" ~ ");
        span
    }

    fn claim(&mut self, article: ArticleIdx, subject: usize, role: Role, object: Object, change: impl FnOnce(&mut Claim)) {
        let label = |corpus: &Self, idx: usize| corpus.dataset.entities[idx].label.clone();
        let (who, relation) = (label(self, subject), self.schema.name(role).to_owned());
        let what = match &object {
            Object::Entity(idx) => label(self, idx.0 as usize),
            Object::Literal(literal) => literal.text(),
        };
        let quote = self.sentence(article, &format!("{who} {relation} {what}."));
        let mention = Mention { article, span: Span::new(quote.start, quote.start + who.len()) };
        self.dataset.entities[subject].mentions.push(mention);
        let mut claim = Claim {
            article,
            quote,
            trigger: quote,
            rule: "corpus".to_owned(),
            post: None,
            mode: None,
            stance: Stance::Reported,
            confidence: 0.5 + 0.01 * (subject % 40) as f64,
        };
        change(&mut claim);
        let subject = EntityIdx(u32::try_from(subject).unwrap_or_default());
        self.statements.entry((subject, relation, object)).or_default().push(claim);
    }
}

fn entity(kind: Kind, path: String, label: &str) -> Entity {
    let name = |text: &str| Name { text: text.to_owned(), language: "en".to_owned() };
    let mut names = vec![name(label), name(&format!("{label} & <{label}>"))];
    names.sort();
    let (edition, unnamed) = (None, kind == Kind::Organization);
    Entity { path, kind, label: label.to_owned(), names, mentions: Vec::new(), edition, unnamed, point: None, country: None }
}

/// People, events, towns and bodies, all with odd names; entities in order of path.
fn entities() -> Vec<Entity> {
    let long = "长 & <long> ".repeat(40_000 / 11 + 1).chars().take(40_000).collect::<String>();
    let mut all: Vec<Entity> = Vec::new();
    for (number, name) in ODD.iter().enumerate() {
        all.push(entity(Kind::Person, format!("person/odd-{number:02}"), name));
    }
    all.push(entity(Kind::Person, "person/long".to_owned(), &long));
    all.push(entity(Kind::Person, "person/no-name".to_owned(), " "));
    // Ids that differ in case alone.
    all.push(entity(Kind::Person, "person/Case".to_owned(), "Case"));
    all.push(entity(Kind::Person, "person/case".to_owned(), "case"));
    for number in 0..DAYS.len() {
        let mut event = entity(Kind::Event, format!("event/e{number}"), &format!("Forum & <{number}> {}", ODD[number * 3]));
        event.edition = u32::try_from(number).ok();
        all.push(event);
        let mut place = entity(Kind::Place, format!("place/p{number}"), &format!("Town «{number}»\n{}", ODD[number * 2]));
        place.point = Some(plenary::model::GeoPoint { latitude: 31.5 + number as f64 / 7.0, longitude: -120.25 });
        place.country = Some("CN".to_owned());
        all.push(place);
        all.push(entity(Kind::Organization, format!("organization/o{number}"), &format!("Acme \"{number}\" & Söhne")));
    }
    all.push(entity(Kind::EventSeries, "series/forum".to_owned(), "Forum & <series>"));
    all.sort_by(|a, b| a.path.cmp(&b.path));
    all
}

fn dataset(schema: &Schema) -> Result<Dataset, Box<dyn Error>> {
    let dataset = Dataset { base: iri::DEFAULT_BASE.to_owned(), entities: entities(), ..Dataset::default() };
    let mut corpus = Corpus { schema, dataset, statements: BTreeMap::new() };
    let articles = [
        corpus.article("a \"odd\" & <id>", Some("https://news.example/?a=1&b=<2>"), Some("2021-06"))?,
        corpus.article("b", Some("javascript:alert(1)"), None)?,
        corpus.article("c", None, Some("2024-03-01"))?,
    ];
    let of = |kind: Kind| -> Vec<usize> {
        let all = corpus.dataset.entities.iter().enumerate();
        all.filter(|(_, entity)| entity.kind == kind).map(|(idx, _)| idx).collect()
    };
    let (people, events, places) = (of(Kind::Person), of(Kind::Event), of(Kind::Place));
    let (bodies, series) = (of(Kind::Organization), of(Kind::EventSeries));
    let object = |idx: usize| Object::Entity(EntityIdx(u32::try_from(idx).unwrap_or_default()));
    for (i, &person) in people.iter().enumerate() {
        let (article, event) = (articles[i % 3], events[i % events.len()]);
        corpus.claim(article, person, if i % 2 == 0 { Role::Speech } else { Role::Presence }, object(event), |claim| {
            claim.mode = (i % 4 == 0).then(|| "<video> & \"sound\"".to_owned());
        });
        if i % 2 == 0 {
            corpus.claim(article, person, Role::Presence, object(event), |_| ());
        }
        if i % 5 == 0 {
            corpus.claim(articles[(i + 1) % 3], person, Role::Chair, object(events[(i + 1) % events.len()]), |_| ());
        }
        corpus.claim(article, person, Role::Affiliation, object(bodies[i % bodies.len()]), |claim| {
            claim.post = Some(format!("=head & <{}>", ODD[i % ODD.len()]));
        });
        let denied = |claim: &mut Claim| claim.stance = Stance::Denied;
        corpus.claim(article, person, Role::Presence, object(events[(i + 2) % events.len()]), denied);
    }
    for (i, &event) in events.iter().enumerate() {
        let day: PartialDate = DAYS[i].parse()?;
        let planned = |claim: &mut Claim| claim.stance = if i == 4 { Stance::Planned } else { Stance::Reported };
        corpus.claim(articles[i % 3], event, Role::Start, Object::Literal(Literal::Date(day)), |_| ());
        if i == 0 {
            let last: PartialDate = "2019-06-06".parse()?;
            corpus.claim(articles[0], event, Role::End, Object::Literal(Literal::Date(last)), |_| ());
            corpus.claim(articles[0], event, Role::Attendance, Object::Literal(Literal::Integer(7_000_000_000)), |_| ());
        }
        corpus.claim(articles[i % 3], event, Role::Place, object(places[i]), planned);
        corpus.claim(articles[0], bodies[i], Role::Host, object(event), |_| ());
        corpus.claim(articles[1], bodies[i], Role::Host, object(event), |_| ());
        corpus.claim(articles[0], event, Role::Series, object(series[0]), |_| ());
        corpus.claim(articles[0], event, Role::Subevent, object(event), |_| ());
        let theme = Literal::Text { value: ODD[i].to_owned(), language: "en".to_owned() };
        corpus.claim(articles[0], event, Role::Theme, Object::Literal(theme), |_| ());
    }
    Ok(finished(corpus))
}

fn finished(corpus: Corpus<'_>) -> Dataset {
    let mut dataset = corpus.dataset;
    for entity in &mut dataset.entities {
        entity.mentions.sort();
    }
    for ((subject, relation, object), mut claims) in corpus.statements {
        claims.sort_by_key(|claim| (claim.article, claim.quote));
        dataset.statements.push(Statement { subject, relation, object, rank: Rank::default(), claims });
    }
    for (article, number) in dataset.articles.iter_mut().zip(0..) {
        article.hash = format!("{number:032x}");
    }
    dataset
}

/// What every reader must find, counted pair by pair.
fn expected(dataset: &Dataset, schema: &Schema) -> serde_json::Value {
    let is_told = |claim: &Claim| matches!(claim.stance, Stance::Reported | Stance::Planned);
    let mut pairs: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
    let mut relations: BTreeMap<(u32, u32), BTreeMap<&str, BTreeSet<u32>>> = BTreeMap::new();
    let mut guests: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for statement in &dataset.statements {
        let Object::Entity(object) = statement.object else { continue };
        for claim in statement.claims.iter().filter(|claim| is_told(claim) && object != statement.subject) {
            let ends = (statement.subject.0, object.0);
            pairs.entry(ends).or_default().insert(claim.article.0);
            relations.entry(ends).or_default().entry(&statement.relation).or_default().insert(claim.article.0);
            if schema.is_presence(&statement.relation) {
                guests.entry(object.0).or_default().insert(statement.subject.0);
            }
        }
    }
    for of_pair in relations.values_mut() {
        let names: Vec<&str> = of_pair.keys().copied().collect();
        let implied =
            |name: &str| names.iter().any(|other| schema.get(other).is_some_and(|r| r.implies.iter().any(|n| n == name)));
        of_pair.retain(|name, _| !implied(name));
    }
    let mut ties: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for people in guests.values() {
        for &a in people {
            for &b in people.range(a + 1..) {
                *ties.entry((a, b)).or_default() += 1;
            }
        }
    }
    let nodes: BTreeMap<String, &str> = dataset
        .entities
        .iter()
        .map(|entity| {
            (format!("{}{}", dataset.base, entity.path), if entity.label == " " { &*entity.path } else { &*entity.label })
        })
        .collect();
    let people: BTreeSet<u32> = guests.values().flatten().copied().collect();
    let n_statements: usize = relations.values().map(BTreeMap::len).sum();
    let statement_weight: usize = relations.values().flat_map(BTreeMap::values).map(BTreeSet::len).sum();
    json!({
        "labels": nodes,
        "entities": { "nodes": dataset.entities.len(), "edges": pairs.len(), "weight": pairs.values().map(BTreeSet::len).sum::<usize>() },
        "statements": { "nodes": dataset.entities.len(), "edges": n_statements, "weight": statement_weight },
        "people": { "nodes": people.len(), "edges": ties.len(), "weight": ties.values().sum::<usize>() },
    })
}

/// A folder on disk, which is empty at first.
struct OnDisk(PathBuf);

impl Folder for OnDisk {
    fn file(&mut self, path: &str, write: &mut dyn FnMut(&mut dyn Write) -> diag::Result<()>) -> diag::Result<()> {
        let (path, failed) = (self.0.join(path), |error| diag::Error::storage("cannot write the corpus", error));
        fs::create_dir_all(path.parent().unwrap_or(&self.0)).map_err(failed)?;
        let mut out = BufWriter::new(File::create_new(path).map_err(failed)?);
        write(&mut out)?;
        out.flush().map_err(failed)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: peer_corpus DIR")?;
    let dir = Path::new(&dir);
    fs::create_dir_all(dir)?;
    let knowledge = Knowledge::embedded().map_err(|error| error.to_string())?;
    let dataset = dataset(&knowledge.schema)?;
    let mut graph = KnowledgeGraph::in_memory().map_err(|error| error.to_string())?;
    graph.replace(&dataset, &knowledge.schema, "corpus").map_err(|error| error.to_string())?;
    let input = Input { dataset: &dataset, knowledge: &knowledge, graph: &graph, subset: None };
    for format in FORMATS {
        let mut out = BufWriter::new(File::create(dir.join(format.file))?);
        (format.write)(&input, &mut out).map_err(|error| error.to_string())?;
        out.flush()?;
    }
    for format in FOLDERS {
        format.write(&input, &mut OnDisk(dir.join(format.folder))).map_err(|error| error.to_string())?;
    }
    let files = FORMATS.iter().map(|format| json!({ "name": format.name, "file": format.file }));
    let folders = FOLDERS.iter().map(|format| json!({ "name": format.name, "folder": format.folder }));
    let formats: Vec<_> = files.chain(folders).collect();
    fs::write(dir.join("dataset.json"), serde_json::to_string(&dataset)?)?;
    fs::write(dir.join("formats.json"), json!(formats).to_string())?;
    fs::write(dir.join("expected.json"), expected(&dataset, &knowledge.schema).to_string())?;
    Ok(())
}
