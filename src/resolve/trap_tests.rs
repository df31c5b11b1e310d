//! Are things that only look like one kept apart, and those that look like two brought together, with what was found written down?

use super::*;
use crate::{
    knowledge::{Role, built_in},
    model::{
        Argument, Change, Claim, Dataset, EventTraits, Evidence, Fact, Literal, LocalEntity, Object, Rank, Span, Stance,
        in_force, iri,
    },
};

/// What one small article says, given by hand, so that nothing depends on how well texts are read.
#[derive(Clone)]
struct Report {
    article: Article,
    facts: ArticleFacts,
}

impl Report {
    fn new(id: &str, language: &str, day: &str) -> Self {
        let text = format!("The text of article {id}, which nobody reads here. ").repeat(3);
        let article = Article {
            id: id.to_owned(),
            language: Some(language.to_owned()),
            published: Some(day.parse().unwrap()),
            text,
            ..Article::default()
        };
        Self { article, facts: ArticleFacts { language: language.to_owned(), ..ArticleFacts::default() } }
    }

    fn add(&mut self, kind: Kind, names: &[&str], event: Option<EventTraits>) -> LocalIdx {
        let at = self.facts.entities.len();
        let gazetteer = (kind == Kind::Place)
            .then(|| built_in().gazetteer.lookup(names[0]).first().map(|&idx| built_in().gazetteer.place(idx).key.to_owned()))
            .flatten();
        let names = names.iter().map(|&name| name.to_owned()).collect();
        self.facts.entities.push(LocalEntity { kind, names, mentions: vec![Span::new(at, at + 5)], event, gazetteer });
        LocalIdx(u32::try_from(at).unwrap())
    }

    fn fact(&mut self, subject: LocalIdx, role: Role, object: Argument, post: Option<&str>) {
        let relation = built_in().schema.name(role).to_owned();
        let evidence = Evidence { quote: Span::new(0, 20), trigger: Span::new(0, 5), rule: "given".to_owned() };
        let post = post.map(str::to_owned);
        self.facts.facts.push(Fact {
            relation,
            subject,
            object,
            post,
            mode: None,
            stance: Stance::Reported,
            evidence,
            confidence: 0.9,
        });
    }

    /// A person with posts at bodies (or at places, if so known).
    fn person(mut self, name: &str, posts: &[(&str, Kind, &str)]) -> Self {
        let person = self.add(Kind::Person, &[name], None);
        for &(post, kind, body) in posts {
            let body = self.add(kind, &[body], None);
            self.fact(person, Role::Affiliation, Argument::Entity(body), Some(post));
        }
        self
    }

    fn body(mut self, kind: Kind, names: &[&str]) -> Self {
        self.add(kind, names, None);
        self
    }

    /// An event with series, edition, year, town and first day; the people named so far were there.
    fn event(mut self, name: &str, (edition, year): (Option<u32>, Option<i16>), town: Option<&str>, start: Option<&str>) -> Self {
        let traits = EventTraits { series: Some(name.to_owned()), edition, year, unnamed: false, main: true };
        let people: Vec<_> =
            (0..).zip(&self.facts.entities).filter(|(_, e)| e.kind == Kind::Person).map(|(idx, _)| LocalIdx(idx)).collect();
        let numbered = edition.map_or_else(|| name.to_owned(), |edition| format!("No {edition} {name}"));
        let event = self.add(Kind::Event, &[&numbered], Some(traits));
        for person in people {
            self.fact(person, Role::Speech, Argument::Entity(event), None);
        }
        if let Some(town) = town {
            let town = self.add(Kind::Place, &[town], None);
            self.fact(event, Role::Place, Argument::Entity(town), None);
        }
        if let Some(start) = start {
            self.fact(event, Role::Start, Argument::Literal(Literal::Date(start.parse().unwrap())), None);
        }
        self
    }
}

fn joined_with(reports: &[Report], corrections: &[Correction]) -> Resolved {
    let articles: Vec<Article> = reports.iter().map(|report| report.article.clone()).collect();
    let facts: Vec<ArticleFacts> = reports.iter().map(|report| report.facts.clone()).collect();
    resolve(iri::DEFAULT_BASE, &articles, &facts, corrections, built_in())
}

fn joined(reports: &[Report]) -> Dataset {
    joined_with(reports, &[]).dataset
}

/// How many entities of the kind there are.
#[track_caller]
fn check(kind: Kind, reports: &[Report], expected: usize) {
    let dataset = joined(reports);
    let found: Vec<_> = dataset.entities.iter().filter(|e| e.kind == kind).map(|e| e.path.as_str()).collect();
    assert_eq!(found.len(), expected, "{found:?}\n{:#?}\n{:#?}", dataset.joins, dataset.doubts);
}

fn at(id: &str, day: &str) -> Report {
    Report::new(id, "en", day)
}

#[test]
fn namesakes_stay_apart() {
    let mayor = at("1", "2021-05-01").person("Wang Wei", &[("mayor", Kind::Place, "Suzhou")]);
    let scholar = at("2", "2021-06-01").person("Wang Wei", &[("professor", Kind::Organization, "Delta Institute")]);
    check(Kind::Person, &[mayor.clone(), scholar], 2);
    let here = at("1", "2021-05-01").person("Maria Silva", &[("minister", Kind::Place, "Portugal")]);
    let there = at("2", "2021-06-01").person("Maria Silva", &[("governor", Kind::Place, "Brazil")]);
    check(Kind::Person, &[here, there], 2);
    let premier = Report::new("3", "zh", "2014-05-01").person("李克强", &[("总理", Kind::Organization, "国务院")]);
    let other = Report::new("4", "zh", "2024-05-01").person("李强", &[("总理", Kind::Organization, "国务院")]);
    check(Kind::Person, &[premier, other], 2);
    let same = at("5", "2021-07-01").person("Wang Wei", &[("mayor", Kind::Place, "Suzhou")]);
    check(Kind::Person, &[mayor, same], 1);
}

#[test]
fn a_third_does_not_join_namesakes() {
    let mayor = at("1", "2021-05-01").person("Wang Wei", &[("mayor", Kind::Place, "Suzhou")]);
    let scholar = at("2", "2021-06-01").person("Wang Wei", &[("professor", Kind::Organization, "Delta Institute")]);
    let nobody = at("3", "2021-06-01").person("Wang Wei", &[]);
    check(Kind::Person, &[mayor, scholar, nobody], 3);
}

#[test]
fn father_and_son_stay_apart() {
    let son = at("1", "2023-05-01").person("Paul Hardy Jr.", &[("president", Kind::Place, "Philippines")]);
    let father = at("2", "1980-06-01").person("Paul Hardy", &[("former president", Kind::Place, "Philippines")]);
    check(Kind::Person, &[son, father.clone()], 2);
    let senior = at("3", "1980-06-02").person("Paul Hardy Sr.", &[("president", Kind::Place, "Philippines")]);
    let junior = at("4", "2023-05-02").person("Paul Hardy Jr.", &[("president", Kind::Place, "Philippines")]);
    check(Kind::Person, &[senior, junior], 2);
}

#[test]
fn people_in_two_towns_on_one_day_are_two() {
    let one = at("1", "2021-05-01").person("Igor Volkov", &[]).event(
        "Tide Forum",
        (None, Some(2021)),
        Some("Ostia"),
        Some("2021-05-01"),
    );
    let two = at("2", "2021-05-02").person("Igor Volkov", &[]).event(
        "Salt Expo",
        (None, Some(2021)),
        Some("Lisbon"),
        Some("2021-05-01"),
    );
    check(Kind::Person, &[one, two], 2);
}

#[test]
fn a_city_is_not_its_government_nor_its_party() {
    let report = |id: &str| {
        at(id, "2021-05-01")
            .body(Kind::Place, &["Suzhou"])
            .body(Kind::Organization, &["Suzhou Municipal People's Government"])
            .body(Kind::Organization, &["CPC Suzhou Municipal Committee"])
            .body(Kind::Organization, &["Suzhou University"])
    };
    check(Kind::Organization, &[report("1"), report("2")], 3);
    check(Kind::Place, &[report("1"), report("2")], 1);
}

#[test]
fn academies_parts_and_wholes_are_not_one() {
    let bodies: [&[&str]; 8] = [
        &["Chinese Academy of Sciences"],
        &["Chinese Academy of Social Sciences"],
        &["Communist Party of China (CPC) Zhejiang Provincial Committee", "CPC"],
        &["Communist Party of China (CPC) Shandong Provincial Committee", "CPC"],
        &["Communist Party of China", "CPC"],
        &["Ministry of Trade of Malaysia"],
        &["Ministry of Trade of Indonesia"],
        &["Publicity Department"],
    ];
    let reports: Vec<Report> =
        (0..).zip(bodies).map(|(n, names)| at(&format!("{n}"), "2021-05-01").body(Kind::Organization, names)).collect();
    check(Kind::Organization, &reports, 8);
    let twice = [
        at("1", "2021-05-01").body(Kind::Organization, &["Organizing Committee"]),
        at("2", "2022-05-01").body(Kind::Organization, &["Organizing Committee"]),
    ];
    check(Kind::Organization, &twice, 2);
}

#[test]
fn one_body_in_three_languages_is_one() {
    let reports = [
        at("1", "2021-05-01").body(Kind::Organization, &["Ministry of Foreign Affairs of Indonesia"]),
        Report::new("2", "id", "2021-05-02").body(Kind::Organization, &["Kementerian Luar Negeri RI", "Kemlu"]),
        Report::new("3", "zh", "2021-05-03").body(Kind::Organization, &["印尼外交部"]),
        Report::new("4", "id", "2021-05-04").body(Kind::Organization, &["Kemlu"]),
    ];
    check(Kind::Organization, &reports, 1);
}

#[test]
fn an_acronym_is_learnt_unless_it_stands_for_two() {
    let full = at("1", "2021-05-01").body(Kind::Organization, &["Lantern Media Group", "LMG"]);
    let short = at("2", "2022-05-01").body(Kind::Organization, &["LMG"]);
    check(Kind::Organization, &[full.clone(), short.clone()], 1);
    let other = at("3", "2022-05-01").body(Kind::Organization, &["Lisbon Museum Guild", "LMG"]);
    check(Kind::Organization, &[full, short, other], 3);
}

#[test]
fn editions_and_parts_of_a_forum_stay_apart() {
    let edition = |id: &str, day: &str, edition, year| at(id, day).event("Tide Forum", (edition, year), Some("Ostia"), None);
    check(Kind::Event, &[edition("1", "2021-05-01", Some(3), None), edition("2", "2022-05-01", Some(4), None)], 2);
    check(Kind::Event, &[edition("1", "2021-05-01", None, Some(2021)), edition("2", "2022-05-01", None, Some(2022))], 2);
    check(Kind::Event, &[edition("1", "2021-05-01", None, None), edition("2", "2022-05-01", None, None)], 2);
    check(Kind::Event, &[edition("1", "2021-05-01", None, Some(2021)), edition("2", "2022-05-01", None, None)], 2);
    let part = at("3", "2021-05-01").event("Tide Forum Youth Forum", (None, Some(2021)), Some("Ostia"), Some("2021-05-01"));
    check(Kind::Event, &[edition("1", "2021-05-01", None, Some(2021)), part], 2);
    // One that has no year must not bring two editions together.
    let (one, two) = (edition("1", "2021-05-01", None, Some(2021)), edition("2", "2022-05-01", None, Some(2022)));
    let between = at("3", "2021-05-03").event("Tide Forum", (None, None), Some("Ostia"), None);
    let dataset = joined(&[one, two, between]);
    let years: Vec<_> = dataset.entities.iter().filter(|e| e.kind == Kind::Event).map(|e| &e.path).collect();
    assert!(years.len() >= 2, "{years:?}");
}

#[test]
fn one_edition_in_several_languages_is_one() {
    let reports = [
        at("1", "2024-09-27").person("Shen Yuanfang", &[("president", Kind::Organization, "Lantern Media Group")]).event(
            "China International Intelligent Tourism Forum",
            (None, Some(2024)),
            Some("Wuxi"),
            Some("2024-09-26"),
        ),
        Report::new("2", "zh", "2024-09-27").person("沈元方", &[]).event(
            "中国国际智能旅游论坛",
            (None, Some(2024)),
            Some("无锡"),
            Some("2024-09-26"),
        ),
        Report::new("3", "id", "2024-09-28").event(
            "Forum Pariwisata Cerdas Internasional Tiongkok",
            (None, Some(2024)),
            Some("Wuxi"),
            None,
        ),
    ];
    check(Kind::Event, &reports, 1);
    check(Kind::Person, &reports, 1);
    check(Kind::EventSeries, &reports, 1);
}

#[test]
fn every_join_and_doubt_tells_its_reasons() {
    let han = Report::new("2", "zh", "2021-06-01").person("沈元方", &[]);
    let dataset = joined(&[at("1", "2021-05-01").person("Shen Yuanfang", &[]), han]);
    let [join] = dataset.joins.as_slice() else { panic!("{:?}", dataset.joins) };
    assert_eq!((join.because.score(), join.times), (4.5, 1));
    assert!(join.because.reasons[0].what.contains("pinyin"), "{join:?}");
    let dataset = joined(&[at("1", "2021-05-01").person("Wang Wei", &[]), at("2", "2022-05-01").person("Wang Wei", &[])]);
    let [doubt] = dataset.doubts.as_slice() else { panic!("{:?}", dataset.doubts) };
    assert!((people::DOUBTFUL..people::ENOUGH).contains(&doubt.because.score()), "{doubt:?}");
}

#[test]
fn later_articles_rename_nothing_and_former_iris_stand_for_what_they_stood_for() {
    let first = at("b", "2021-05-01").person("Sergey Alexeyev", &[]);
    let second = at("a", "2021-06-01").person("Sergei Alekseyev", &[]);
    let before = joined(std::slice::from_ref(&first));
    let after = joined(&[first, second.clone()]);
    let kept = after.find(&before.entities[0].path).unwrap();
    let alone = joined(&[second]);
    assert_eq!(after.find_any(&alone.entities[0].path), Some(kept));
    assert_eq!(after.former.len(), 1);
}

fn correction(number: u32, change: Change) -> Correction {
    Correction { number, change, who: "eva".to_owned(), when: String::new(), why: String::new() }
}

fn two_wangs() -> [Report; 2] {
    [
        at("1", "2021-05-01").person("Wang Wei", &[("mayor", Kind::Place, "Suzhou")]),
        at("2", "2021-06-01").person("Wang Wei", &[("professor", Kind::Organization, "Delta Institute")]),
    ]
}

#[test]
fn corrections_hold_and_can_be_undone() {
    let apart = joined(&two_wangs());
    let paths: Vec<String> = apart.entities.iter().filter(|e| e.kind == Kind::Person).map(|e| e.path.clone()).collect();
    let [one, other] = paths.as_slice() else { panic!("{paths:?}") };
    let merge = correction(1, Change::Merge([one.clone(), other.clone()]));
    let merged = joined_with(&two_wangs(), std::slice::from_ref(&merge));
    assert!(merged.unmatched.is_empty());
    assert_eq!(merged.dataset.find_any(one), merged.dataset.find_any(other));
    assert!(merged.dataset.find_any(other).is_some() && merged.dataset.joins.iter().any(|join| join.because.score() >= 10.0));
    let undone = joined_with(&two_wangs(), &[merge.clone(), correction(2, Change::Undo(1))]);
    assert_eq!(undone.dataset, apart);
    let taken_back = joined_with(&two_wangs(), &[merge, correction(2, Change::NotSame([other.clone(), one.clone()]))]);
    assert_eq!(taken_back.dataset.entities.len(), apart.entities.len());
    let rename = joined_with(&two_wangs(), &[correction(1, Change::Rename(one.clone(), "Wang the mayor".to_owned()))]);
    assert!(rename.dataset.entities.iter().any(|e| e.label == "Wang the mayor"));
    let lost = joined_with(&two_wangs(), &[correction(7, Change::Rename("person/nobody".to_owned(), "x".to_owned()))]);
    assert_eq!(lost.unmatched.len(), 1);
}

#[test]
fn what_was_joined_can_be_split_kept_apart_retyped_and_rejected() {
    let reports = [
        at("1", "2021-05-01").person("Igor Volkov", &[("mayor", Kind::Place, "Suzhou")]),
        at("2", "2021-06-01").person("Igor Volkov", &[]),
    ];
    let path = "person/igor-volkov".to_owned();
    let people = |resolved: &Resolved| resolved.dataset.entities.iter().filter(|e| e.kind == Kind::Person).count();
    assert_eq!(people(&joined_with(&reports, &[])), 1);
    let split = joined_with(&reports, &[correction(1, Change::Split(path.clone(), vec!["2".to_owned()]))]);
    assert_eq!((people(&split), split.unmatched.len()), (2, 0));
    let nothing = joined_with(&reports, &[correction(1, Change::Split(path.clone(), vec!["9".to_owned()]))]);
    assert_eq!((people(&nothing), nothing.unmatched.len()), (1, 1));
    let gone = joined_with(
        &reports,
        &[correction(1, Change::Reject(path.clone(), "affiliatedWith".to_owned(), "place/suzhou".to_owned(), None))],
    );
    assert!(gone.dataset.statements.is_empty() && gone.unmatched.is_empty(), "{:?}", gone.dataset.statements);
    let retyped = joined_with(&reports, &[correction(1, Change::Retype(path, Kind::Organization))]);
    assert_eq!((people(&retyped), retyped.unmatched.len()), (0, 0));
}

#[test]
fn what_is_said_of_one_twice_is_ranked() {
    let report = |id: &str, day: &str, town: &str, start: &str| {
        at(id, day).event("Tide Forum", (Some(3), Some(2021)), Some(town), Some(start))
    };
    let dataset = joined(&[
        report("1", "2021-05-03", "Wuxi", "2021-05-01"),
        report("2", "2021-05-04", "Wuxi", "2021-05-02"),
        report("3", "2021-05-05", "Nanjing", "2021-05-02"),
    ]);
    assert_eq!(dataset.entities.iter().filter(|e| e.kind == Kind::Event).count(), 1, "{:#?}", dataset.entities);
    let ranked: Vec<(String, Rank, usize)> = dataset
        .statements
        .iter()
        .filter(|statement| statement.rank != Rank::Undisputed)
        .map(|statement| {
            let object = match &statement.object {
                Object::Entity(idx) => dataset.entity(*idx).path.clone(),
                Object::Literal(literal) => literal.text(),
            };
            (object, statement.rank, dataset.n_sources(&statement.claims as &[Claim]))
        })
        .collect();
    let mut found: Vec<_> = ranked.iter().map(|(object, rank, sources)| format!("{object} {} {sources}", rank.name())).collect();
    found.sort();
    assert_eq!(
        found,
        ["2021-05-01 outranked 1", "2021-05-02 preferred 2", "place/nanjing outranked 1", "place/wuxi preferred 2"]
    );
}

#[test]
fn copies_count_as_one_source() {
    let text = (0..120).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    let mut reports = two_wangs().to_vec();
    for (report, end) in reports.iter_mut().zip(["", " (wire)"]) {
        report.article.text = format!("{text}{end}");
    }
    let dataset = joined(&reports);
    assert_eq!(dataset.copies.len(), 1);
    assert_eq!(dataset.original(dataset.copies[0].article), dataset.copies[0].of);
    reports[1].article.text = (0..120).map(|n| format!("other{n}")).collect::<Vec<_>>().join(" ");
    assert!(joined(&reports).copies.is_empty());
}

#[test]
fn the_number_of_pairs_compared_grows_with_the_number_of_mentions() {
    let compared = |n: usize| {
        // Half of all mentions are of one person, the others of ever new ones of few names.
        let reports: Vec<Report> = (0..n)
            .map(|n| {
                let body = format!("Body Number{n}");
                let report = at(&format!("{n:05}"), "2021-05-01").person("Igor Volkov", &[("mayor", Kind::Place, "Suzhou")]);
                report.person(["Wang Wei", "Li Na", "Zhang Min"][n % 3], &[("head", Kind::Organization, &body)])
            })
            .collect();
        joined_with(&reports, &[]).compared
    };
    let (small, large) = (compared(150), compared(600));
    assert!(large < small * 6, "{small} pairs for 150 articles, {large} for 600");
    assert!(large < 600 * 40, "{large}");
}

#[test]
fn what_is_undone_does_not_hold() {
    assert!(in_force(&[correction(1, Change::Undo(1))]).is_empty());
}
