//! What must be read from the seed articles, point by point? The facts are those that `plenary export --format facts` writes.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::Sandbox;

const WUXI: &str = "000_ac8ddabf2e12fb39";
const CHINA_RUSSIA: &str = "001_ec996563e8ac1e77";
const QUANZHOU: &str = "002_98a84bfa64d453c7";
const QUANZHOU_INDONESIAN: &str = "003_e78df334a3b4577c";
const WUZHEN: &str = "004_c726b919925e5a88";

/// Relations that put a person into the room.
const PRESENCES: [&str; 3] = ["spokeAt", "chaired", "attended"];

/// The participants of the forum in Wuxi in 2021 with what their posts are, and words of the names of the bodies.
const PARTICIPANTS: [(&str, &[(&str, &str)]); 12] = [
    ("Shen Haixiong", &[("Deputy Head", "Publicity Department"), ("President and Editor-in-Chief", "China Media Group")]),
    ("Wu Zhenglong", &[("Deputy Secretary", "Jiangsu Provincial Committee"), ("Governor", "Jiangsu")]),
    ("Zhang Aijun", &[("Member", "Jiangsu Provincial Committee"), ("Deputy Head", "Publicity Department")]),
    ("Peng Jianming", &[("Member", "CMG Editorial Board"), ("General Director", "Office of the General Director")]),
    ("Chen Jiangang", &[("General Secretary", "Jiangsu Provincial People’s Government")]),
    ("Huang Qin", &[("Secretary", "Wuxi Municipal Committee")]),
    ("Yves Leterme", &[("former Prime Minister", "Belgium")]),
    ("Siddharth Chatterjee", &[("Resident Coordinator", "United Nations")]),
    ("Gong Xixiang", &[("General Secretary", "Xinhua News Agency")]),
    ("Jian Qin", &[("Deputy General Manager", "China Mobile")]),
    ("Du Xiaogang", &[("Deputy Secretary", "Wuxi Municipal Committee"), ("Mayor", "Wuxi")]),
    ("Cao Guowei", &[("Chairman and CEO", "Sina"), ("Chairman", "Weibo")]),
];

/// The facts of the seeds, and questions to them.
struct Facts {
    facts: Vec<Value>,
}

fn label(value: &Value) -> &str {
    value["label"].as_str().or(value["value"].as_str()).unwrap_or_default()
}

impl Facts {
    fn of_the_seeds() -> Self {
        Self { facts: Sandbox::with_seed_store().facts() }
    }

    /// All claims of an article with this relation.
    fn claims(&self, article: &'static str, predicate: &'static str) -> impl Iterator<Item = &Value> {
        self.facts.iter().filter(move |fact| fact["article"] == article && fact["predicate"] == predicate)
    }

    /// The things that an article names.
    fn mentioned(&self, article: &'static str) -> BTreeSet<&str> {
        self.claims(article, "mentions").map(|fact| label(&fact["object"])).collect()
    }

    /// Subjects and objects of the claims of an article with this relation.
    fn pairs(&self, article: &'static str, predicate: &'static str) -> BTreeSet<(&str, &str)> {
        self.claims(article, predicate).map(|fact| (label(&fact["subject"]), label(&fact["object"]))).collect()
    }

    /// Who an article puts into the room of an event that has these words in its name.
    fn present(&self, article: &'static str, event: &str) -> BTreeSet<&str> {
        let pairs = PRESENCES.into_iter().flat_map(|relation| self.pairs(article, relation));
        pairs.filter(|(_, at)| at.contains(event)).map(|(who, _)| who).collect()
    }

    /// The one event of an article whose name starts with these words, as an IRI.
    #[track_caller]
    fn event(&self, article: &'static str, words: &str) -> &str {
        let named = self.claims(article, "mentions").filter(|f| f["object"]["type"] == "Event");
        let found: BTreeSet<_> =
            named.filter(|f| label(&f["object"]).starts_with(words)).map(|f| f["object"]["iri"].as_str().unwrap()).collect();
        assert_eq!(found.len(), 1, "{words}: {found:?}");
        found.first().unwrap()
    }

    /// The values or labels that stand beside this event.
    fn about(&self, article: &'static str, event: &str, predicate: &'static str) -> Vec<&str> {
        self.claims(article, predicate).filter(|f| f["subject"]["iri"] == event).map(|f| label(&f["object"])).collect()
    }

    /// The subjects of claims about this event.
    fn toward(&self, article: &'static str, event: &str, predicate: &'static str) -> BTreeSet<&str> {
        self.claims(article, predicate).filter(|f| f["object"]["iri"] == event).map(|f| label(&f["subject"])).collect()
    }
}

#[test]
fn the_twelve_participants_of_the_forum_in_wuxi_have_their_posts() {
    let facts = Facts::of_the_seeds();
    let names: BTreeSet<_> = PARTICIPANTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(facts.present(WUXI, "China Intelligent International Communication Forum"), names);
    for (name, posts) in PARTICIPANTS {
        let held: Vec<_> = facts.claims(WUXI, "affiliatedWith").filter(|fact| label(&fact["subject"]) == name).collect();
        for (post, body) in posts {
            let fits = |fact: &&&Value| fact["role"].as_str().unwrap() == *post && label(&fact["object"]).contains(body);
            let loosely = |fact: &&&Value| fact["role"].as_str().unwrap().contains(post) && label(&fact["object"]).contains(body);
            assert!(held.iter().any(|f| fits(&f)) || held.iter().any(|f| loosely(&f)), "{name}: {post}, {body} not in {held:#?}");
        }
        assert_eq!(held.len(), posts.len(), "{name}: {held:#?}");
    }
    let event = facts.event(WUXI, "China Intelligent International Communication Forum");
    assert_eq!(facts.about(WUXI, event, "heldIn"), ["Wuxi"]);
}

#[test]
fn yves_leterme_spoke_by_video_and_nobody_else_did() {
    let facts = Facts::of_the_seeds();
    let by_video = facts.facts.iter().filter(|fact| fact["mode"] == "video");
    let found: BTreeSet<_> = by_video.map(|f| (label(&f["subject"]), f["predicate"].as_str().unwrap())).collect();
    assert_eq!(found, BTreeSet::from([("Yves Leterme", "spokeAt")]));
}

#[test]
fn xi_jinping_is_named_but_was_not_there_and_did_speak_in_2015() {
    let facts = Facts::of_the_seeds();
    assert!(facts.mentioned(WUXI).contains("Xi Jinping"));
    for relation in PRESENCES {
        assert!(facts.claims(WUXI, relation).all(|fact| label(&fact["subject"]) != "Xi Jinping"), "{relation}");
    }
    let spoke: Vec<_> = facts.claims(WUZHEN, "spokeAt").filter(|fact| label(&fact["subject"]) == "Xi Jinping").collect();
    let events: Vec<_> = spoke.iter().map(|fact| label(&fact["object"])).collect();
    assert_eq!(events, ["Second World Internet Conference"]);
    assert!(spoke[0]["evidence"]["quote"].as_str().unwrap().contains("In 2015"));
    assert_ne!(spoke[0]["object"]["iri"].as_str().unwrap(), facts.event(WUZHEN, "2022 World Internet Conference Wuzhen Summit"));
}

#[test]
fn the_china_russia_forum_has_five_speakers_three_hosts_and_a_next_edition() {
    let facts = Facts::of_the_seeds();
    let third = facts.event(CHINA_RUSSIA, "third China-Russia Internet Media Forum");
    let speakers = BTreeSet::from(["Alexey Volin", "Li Xiaomin", "Ma Li", "Yang Xiaowei", "Zhou Shuchun"]);
    assert_eq!(facts.toward(CHINA_RUSSIA, third, "spokeAt"), speakers);
    let hosts = facts.toward(CHINA_RUSSIA, third, "hosted");
    let expected = ["China Daily", "China Internet Development Foundation", "Jiangsu Cyberspace Affairs Commission"];
    assert_eq!(hosts, BTreeSet::from(expected));
    assert_eq!(facts.about(CHINA_RUSSIA, third, "heldIn"), ["Wuxi"]);
    let planned: Vec<_> = facts.claims(CHINA_RUSSIA, "heldIn").filter(|fact| fact["stance"] == "planned").collect();
    assert_eq!(planned.len(), 1, "{planned:#?}");
    assert_eq!(label(&planned[0]["object"]), "Taganrog");
    assert_ne!(planned[0]["subject"]["iri"], third);
    let named = facts.mentioned(CHINA_RUSSIA);
    assert!(!named.contains("Volin") && !named.contains("Zhou"), "a surname is nobody of its own: {named:?}");
}

#[test]
fn the_video_forum_was_in_quanzhou_from_tuesday_to_wednesday() {
    let facts = Facts::of_the_seeds();
    let forum = facts.event(QUANZHOU, "12th Global Video Media Forum");
    assert_eq!(facts.about(QUANZHOU, forum, "heldIn"), ["Quanzhou"]);
    assert_eq!(facts.about(QUANZHOU, forum, "heldOn"), ["2024-12-03"]);
    assert_eq!(facts.about(QUANZHOU, forum, "endDate"), ["2024-12-04"]);
    assert!(facts.facts.iter().filter(|fact| fact["predicate"] == "heldIn").all(|fact| label(&fact["object"]) != "Beijing"));
}

#[test]
fn the_indonesian_article_is_about_the_same_event_which_it_never_names() {
    let (facts, sandbox) = (Facts::of_the_seeds(), Sandbox::with_seed_store());
    assert!(!sandbox.stored_text(QUANZHOU_INDONESIAN).contains("Video Media Forum"));
    let forum = facts.event(QUANZHOU, "12th Global Video Media Forum");
    for article in [QUANZHOU, QUANZHOU_INDONESIAN] {
        assert!(facts.toward(article, forum, "hosted").contains("CCTV Video News Agency"), "{article}");
        assert_eq!(facts.about(article, forum, "theme").len(), 1, "{article}");
    }
}

#[test]
fn four_organizations_supported_the_wuzhen_summit() {
    let facts = Facts::of_the_seeds();
    let summit = facts.event(WUZHEN, "2022 World Internet Conference Wuzhen Summit");
    let expected = [
        "Global System for Mobile Communications Association",
        "International Telecommunication Union",
        "United Nations Department of Economic and Social Affairs",
        "World Intellectual Property Organization",
    ];
    assert_eq!(facts.toward(WUZHEN, summit, "supported"), BTreeSet::from(expected));
}

#[test]
fn nothing_is_read_from_the_disclaimer() {
    let (facts, sandbox) = (Facts::of_the_seeds(), Sandbox::with_seed_store());
    let text = sandbox.stored_text(QUANZHOU);
    let (article, disclaimer) = text.split_once("\nDisclaimer\n").unwrap();
    assert!(disclaimer.contains("Delaware"));
    for fact in facts.facts.iter().filter(|fact| fact["article"] == QUANZHOU) {
        let end = fact["evidence"]["end"].as_u64();
        assert!(end.is_none_or(|end| end <= article.len() as u64), "{fact:#}");
    }
    let from_there = facts.mentioned(QUANZHOU).into_iter().filter(|name| disclaimer.contains(name) && !article.contains(name));
    assert_eq!(from_there.collect::<Vec<_>>(), Vec::<&str>::new());
    let where_named = "SELECT ?label WHERE { ?e rdfs:label ?label FILTER(REGEX(?label, \"kalkine|delaware\", \"i\")) }";
    let outcome = sandbox.run(&["query", where_named, "--format", "csv"]);
    assert_eq!(outcome.check(1, &[]).stdout.trim(), "label");
}

/// Holds each quote against the stored text at its offsets; returns how many there are.
#[track_caller]
fn check_quotes(sandbox: &Sandbox, article: &str) -> usize {
    let text = sandbox.stored_text(article);
    let facts = sandbox.facts();
    let quoted: Vec<_> = facts.iter().filter(|f| f["article"] == article && f["evidence"].is_object()).collect();
    for fact in &quoted {
        let at = |key: &str| usize::try_from(fact["evidence"][key].as_u64().unwrap()).unwrap();
        assert_eq!(text.get(at("start")..at("end")), fact["evidence"]["quote"].as_str(), "{fact:#}");
    }
    let claims = facts.iter().filter(|f| f["article"] == article && f["predicate"] != "mentions").count();
    assert_eq!(claims, quoted.len(), "every claim has its quote");
    claims
}

#[test]
fn every_quote_stands_at_its_offsets() {
    let sandbox = Sandbox::with_seed_store();
    for article in [WUXI, CHINA_RUSSIA, QUANZHOU, QUANZHOU_INDONESIAN, WUZHEN] {
        assert!(check_quotes(&sandbox, article) > 3, "{article}");
        let file = std::fs::read_to_string(sandbox.path(&format!("seeds/{article}.txt"))).unwrap();
        assert_eq!(sandbox.stored_text(article), file, "the text is that of the file, byte for byte");
    }
}

#[test]
fn quotes_of_pages_and_of_other_encodings_stand_in_the_stored_text() {
    let sandbox = Sandbox::new().with_seeds();
    let text = std::fs::read_to_string(sandbox.path(&format!("seeds/{CHINA_RUSSIA}.txt"))).unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let paragraphs = text.lines().map(|line| format!("<p>{line}</p>")).collect::<Vec<_>>().join("\n");
    let menu = "<nav><ul><li><a href=\"/\">Home</a></li></ul></nav>";
    let page = format!("<!DOCTYPE html><html><body>{menu}<article>{paragraphs}</article></body></html>");
    sandbox.file("in/wide.txt", utf16).file("in/page.html", page);
    sandbox.run(&["build", "in", "--quiet"]).check(0, &[]);
    for article in ["wide", "page"] {
        assert!(check_quotes(&sandbox, article) > 10, "{article}");
    }
}
