//! Are words, sentences, lines, dates and names of an article told apart as a reader would?

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::model::{LineRole, PartialDate, Span, TokenRange};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// Annotates a text as if it were an article of this language, published on this day, and hands the document over.
fn with<T>(language: Option<&str>, published: &str, text: &str, look: impl FnOnce(&Document<'_>) -> T) -> T {
    let article = Article {
        id: "a".to_owned(),
        source: "a.txt".to_owned(),
        language: language.map(str::to_owned),
        published: published.parse().ok(),
        text: text.to_owned(),
        ..Article::default()
    };
    look(&annotate(&article, &KNOWLEDGE))
}

/// The tokens, with spaces between them.
#[track_caller]
fn check_tokens(text: &str, expected: &str) {
    let found = with(Some("en"), "", text, |document| {
        document.tokens.iter().map(|token| token.span.of(text).to_owned()).collect::<Vec<_>>().join(" ")
    });
    assert_eq!(found, expected, "{text}");
}

#[track_caller]
fn check_sentences(language: &str, text: &str, expected: &[&str]) {
    let found = with(Some(language), "", text, |document| {
        document.sentences.iter().map(|sentence| sentence.span.of(text).to_owned()).collect::<Vec<_>>()
    });
    assert_eq!(found, expected);
}

/// The role of each line, and its first word.
#[track_caller]
fn check_lines(language: &str, text: &str, expected: &[(LineRole, &str)]) {
    with(Some(language), "", text, |document| {
        let found: Vec<_> =
            document.lines.iter().map(|line| (line.role, document.text(&(line.tokens.start..line.tokens.start + 1)))).collect();
        assert_eq!(found, expected, "{text}");
    });
}

/// The datelines as written.
#[track_caller]
fn check_datelines(language: &str, text: &str, expected: &[&str]) {
    with(Some(language), "", text, |document| {
        assert_eq!(document.datelines.iter().map(|tokens| document.text(tokens)).collect::<Vec<_>>(), expected, "{text}");
    });
}

/// The date of publication that the text gives.
#[track_caller]
fn check_published(language: &str, text: &str, expected: &str) {
    let found = with(Some(language), "", text, |document| document.published);
    assert_eq!(found, expected.parse::<PartialDate>().ok(), "{text}");
}

/// The dates with what they say, `start` or `start/end`.
#[track_caller]
fn check_dates(language: &str, published: &str, text: &str, expected: &[&str]) {
    let found = with(Some(language), published, text, |document| {
        let line = |date: &crate::model::Date| match date.value.end {
            Some(end) => format!("{}/{end}", date.value.start),
            None => date.value.start.to_string(),
        };
        document.dates.iter().map(line).collect::<Vec<_>>()
    });
    assert_eq!(found, expected, "{text}");
}

/// The names, `Kind: name`, in text order.
#[track_caller]
fn check_names(language: &str, text: &str, expected: &[&str]) {
    let found = with(Some(language), "", text, |document| {
        document.names.iter().map(|name| format!("{}: {}", name.kind, document.text(&name.tokens))).collect::<Vec<_>>()
    });
    assert_eq!(found, expected, "{text}");
}

#[test]
fn words_are_split_where_they_should() {
    check_tokens("Dr. Smith met Mr. Tan.", "Dr. Smith met Mr. Tan .");
    check_tokens("The U.S. and U.N. envoys", "The U.S. and U.N. envoys");
    check_tokens("J. K. Lund and W.H. Moor", "J. K. Lund and W.H. Moor");
    check_tokens("East Wuxi of ChinaShen Haixiong spoke", "East Wuxi of China Shen Haixiong spoke");
    check_tokens("McDonald and DeLuca of SolarGrid", "McDonald and DeLuca of SolarGrid");
    check_tokens("It closed on Friday.The mayor left.", "It closed on Friday . The mayor left .");
    check_tokens("Visit example.org today", "Visit example.org today");
    check_tokens("growth of 3.5 percent, 12,000 guests", "growth of 3.5 percent , 12,000 guests");
    check_tokens("a two-day, China-Russia forum", "a two-day , China-Russia forum");
    check_tokens("“Go,” he said.", "“ Go , ” he said .");
    check_tokens("the city's mayor and the cities’ mayors", "the city 's mayor and the cities ’ mayors");
    check_tokens("Denmark’s O’Brien", "Denmark ’s O’Brien");
    check_tokens("LIMA -- Rain", "LIMA -- Rain");
    check_tokens("May 3, 2021 / PRNewswire / –", "May 3 , 2021 / PRNewswire / –");
    check_tokens("无锡forum", "无 锡 forum");
    check_tokens("", "");
    check_tokens(" \u{a0}\n\t", "");
}

#[test]
fn sentences_end_where_they_should() {
    let check = |text: &str, expected: &[&str]| check_sentences("en", text, expected);
    check("The forum opened. Dr. Smith spoke.", &["The forum opened.", "Dr. Smith spoke."]);
    check("The forum opened.Smith spoke.", &["The forum opened.", "Smith spoke."]);
    check("It grew by 3.5 percent. Nobody left.", &["It grew by 3.5 percent.", "Nobody left."]);
    check("\"Who pays?\" asked Lund. Nobody answered.", &["\"Who pays?\" asked Lund.", "Nobody answered."]);
    check(
        "The forum closed in East Wuxi of ChinaShen Haixiong spoke.",
        &["The forum closed in East Wuxi of China", "Shen Haixiong spoke."],
    );
    check("A headline without a stop\n\nThe forum opened.", &["A headline without a stop", "The forum opened."]);
    check("She praised J. K. Lund. He smiled.", &["She praised J. K. Lund.", "He smiled."]);
    check_sentences("id", "Forum dibuka oleh Dr. Rahman. Acara selesai.", &["Forum dibuka oleh Dr. Rahman.", "Acara selesai."]);
    check_sentences("id", "“Kami siap.” Ia pulang.", &["“Kami siap.”", "Ia pulang."]);
}

#[test]
fn lines_have_roles() {
    use LineRole::{Body, Byline, Caption, Headline, Noise};
    let article = "Grain summit opens in Regina\n\nBy Ann Bell\n\nThe Prairie Grain Summit opened on Monday in Regina, and farmers came.\n\n\
                   (The hall in the evening)\n\nFarmers asked for lower tariffs on their way home from the hall.";
    check_lines("en", article, &[(Headline, "Grain"), (Byline, "By"), (Body, "The"), (Caption, "("), (Body, "Farmers")]);
    let menu = "Home\nNews\nSports\nWeather\nContact\n\nThe Prairie Grain Summit opened on Monday in Regina, and farmers came.";
    check_lines(
        "en",
        menu,
        &[(Noise, "Home"), (Noise, "News"), (Noise, "Sports"), (Noise, "Weather"), (Noise, "Contact"), (Body, "The")],
    );
    let wrapped = "The Prairie Grain Summit opened on Monday in Regina, and farmers came\nfrom all over the country to hear what the minister had to say to them.";
    check_lines("en", wrapped, &[(Body, "The")]);
    let disclaimer = "The Prairie Grain Summit opened on Monday in Regina, and farmers came. They asked for lower tariffs on grain.\n\n\
                      Disclaimer\n\nThe views of Ann Bell are her own and nobody else's.";
    check_lines("en", disclaimer, &[(Body, "The"), (Noise, "Disclaimer"), (Noise, "The")]);
}

#[test]
fn datelines_are_known() {
    let check = |text: &str, expected: &[&str]| check_datelines("en", text, expected);
    check(
        "WUXI, China, May 23, 2021 /PRNewswire/ -- The forum opened on Sunday with music.",
        &["WUXI, China, May 23, 2021 /PRNewswire/ --"],
    );
    check("LONDON (Reuters) - The forum opened on Sunday with a speech.", &["LONDON (Reuters) -"]);
    check("Beijing, Dec. 6 (Xinhua) -- The forum opened on Sunday with music.", &["Beijing, Dec. 6 (Xinhua) --"]);
    check("The forum – which nobody had expected – opened on Sunday with music.", &[]);
    check_datelines("id", "Jakarta, Kompas.com - Forum itu dibuka pada hari Minggu oleh menteri.", &["Jakarta, Kompas.com -"]);
}

#[test]
fn the_text_tells_when_it_was_published() {
    check_published("en", "WUXI, China, May 23, 2021 /PRNewswire/ -- The forum opened on Sunday with music.", "2021-05-23");
    check_published("en", "date 2024-12-06\n\nThe forum opened on Tuesday.", "2024-12-06");
    check_published("en", "Published: 6 December 2024\n\nThe forum opened on Tuesday with music and speeches.", "2024-12-06");
    check_published("en", "The forum opened on 3 May 2021 in Wuxi, and the guests went home on Sunday.", "");
    check_published("en", "The forum opened with music.", "");
}

#[test]
fn absolute_dates_are_read() {
    let en = |text: &str, expected: &[&str]| check_dates("en", "2021-06-01", text, expected);
    en("on May 3, 2021.", &["2021-05-03"]);
    en("on 3 May 2021.", &["2021-05-03"]);
    en("on the 3rd of May 2021.", &["2021-05-03"]);
    en("on Monday, May 3rd, 2021.", &["2021-05-03"]);
    en("in May 2021.", &["2021-05"]);
    en("in 2019.", &["2019"]);
    en("on 2021-05-03.", &["2021-05-03"]);
    en("from May 3 to 5, 2021.", &["2021-05-03/2021-05-05"]);
    en("May 3-5, 2021.", &["2021-05-03/2021-05-05"]);
    en("May 3–5, 2021.", &["2021-05-03/2021-05-05"]);
    en("from 3 to 5 May 2021.", &["2021-05-03/2021-05-05"]);
    en("from April 30 to May 2, 2021.", &["2021-04-30/2021-05-02"]);
    en("from 30 April to 2 May 2021.", &["2021-04-30/2021-05-02"]);
    en("on 14 and 15 March 2025.", &["2025-03-14/2025-03-15"]);
    en("on Dec. 6, 2024.", &["2024-12-06"]);
    en("on Feb. 31, 2021.", &[]);
    en("the May family of 2021 people", &[]);
    en("it may rain and march on", &[]);
    let id = |text: &str, expected: &[&str]| check_dates("id", "2024-08-20", text, expected);
    id("pada 12 Maret 2024.", &["2024-03-12"]);
    id("pada tanggal 12 Maret 2024.", &["2024-03-12"]);
    id("pada Senin, 3 Juni 2024.", &["2024-06-03"]);
    id("Selasa (4/7/2023).", &["2023-07-04"]);
    id("pada 11-14 Mei 2022.", &["2022-05-11/2022-05-14"]);
    id("pada 28 Agustus hingga 1 September 2023.", &["2023-08-28/2023-09-01"]);
    id("pada 28 Agustus sampai 1 September 2023.", &["2023-08-28/2023-09-01"]);
    id("bulan Oktober 2021.", &["2021-10"]);
}

#[test]
fn relative_dates_rest_on_the_day_of_publication() {
    // Friday
    let en = |text: &str, expected: &[&str]| check_dates("en", "2022-11-18", text, expected);
    en("It opened on Tuesday.", &["2022-11-15"]);
    en("It opened on Friday.", &["2022-11-18"]);
    en("It will open on Tuesday.", &["2022-11-22"]);
    en("It opened yesterday.", &["2022-11-17"]);
    en("It opens today.", &["2022-11-18"]);
    en("It opens tomorrow.", &["2022-11-19"]);
    en("It opened on November 3.", &["2022-11-03"]);
    en("It will open on January 11.", &["2023-01-11"]);
    // Tuesday
    let id = |text: &str, expected: &[&str]| check_dates("id", "2024-08-20", text, expected);
    id("Acara dibuka kemarin.", &["2024-08-19"]);
    id("Acara dibuka hari ini.", &["2024-08-20"]);
    id("Acara akan dibuka besok.", &["2024-08-21"]);
    id("Acara dibuka pada Sabtu.", &["2024-08-17"]);
    id("Acara akan dibuka pada Sabtu.", &["2024-08-24"]);
    id("Acara dibuka Senin (19/8).", &["2024-08-19"]);
    check_dates("en", "", "It opened on Tuesday.", &[]);
    check_dates("en", "", "It opened yesterday.", &[]);
}

#[test]
fn names_are_found_and_typed() {
    let en = |text: &str, expected: &[&str]| check_names("en", text, expected);
    en("The mayor, Ann Bell, met Carl Dorn of Acme Bank.", &["Person: Ann Bell", "Person: Carl Dorn", "Organization: Acme Bank"]);
    en("The World Health Organization (WHO) is in Geneva.", &["Organization: World Health Organization", "Place: Geneva"]);
    en("The Harbour Forum 2021 was held in Wuxi.", &["Event: Harbour Forum 2021", "Place: Wuxi"]);
    en(
        "The University of Lagos and the Ministry of Health agreed.",
        &["Organization: University of Lagos", "Organization: Ministry of Health"],
    );
    en("The Conference on Rural Roads was short.", &["Event: Conference on Rural Roads"]);
    en("Henk de Vries, director of the Delta Institute, spoke.", &["Person: Henk de Vries", "Organization: Delta Institute"]);
    en("Nothing happened at all.", &[]);
    let id = |text: &str, expected: &[&str]| check_names("id", text, expected);
    id("Wali Kota Bogor Dedi Supriadi hadir.", &["Place: Bogor", "Person: Dedi Supriadi"]);
    id("Festival Danau Toba digelar di Medan.", &["Event: Festival Danau Toba", "Place: Medan"]);
    id("Ia dosen Universitas Andalas di Padang.", &["Organization: Universitas Andalas", "Place: Padang"]);
}

#[test]
fn names_are_told_by_what_is_said_of_them() {
    let en = |text: &str, expected: &[&str]| check_names("en", text, expected);
    en("In the end Quellin married and Quellin's wife wept.", &["Person: Quellin", "Person: Quellin"]);
    en("Goaltender Zilla Qorm was tired.", &["Person: Zilla Qorm"]);
    en("Tova Zirn, 19, was tired.", &["Person: Tova Zirn"]);
    en("He signed a contract with the chipmaker Veldora.", &["Organization: Veldora"]);
    en("Brulex, a Danish company, was sold.", &["Organization: Brulex"]);
    en("They met in Qorvik.", &["Place: Qorvik"]);
    en(
        "At Solarcoast Ghana, which opened today, Veldora, a lender, had a stand.",
        &["Event: Solarcoast Ghana", "Organization: Veldora"],
    );
    en("The ship crossed the Black Sea.", &["Place: Black Sea"]);
    en("Work began. Anyone who came in March was paid.", &[]);
    en(
        "The 7th Congress of the National Federation of Bakers (NFB) ended.",
        &["Event: 7th Congress of the National Federation of Bakers", "Organization: NFB"],
    );
}

/// Panics unless all layers lie in the text in order, on character borders.
#[test]
fn names_end_where_the_next_begins() {
    let check = |text, expected: &[&str]| check_names("en", text, expected);
    check(
        "The State Secretary of the Ministry of Trade and Sports B.Narantuya spoke.",
        &["Organization: Ministry of Trade and Sports", "Person: B.Narantuya"],
    );
    check("She was taken to University Hospital Coventry.", &["Organization: University Hospital Coventry"]);
    check("The nurse works for the Princess Louise Hospital.", &["Organization: Princess Louise Hospital"]);
    check("The Rotterdam-based engineer Marieke Smit spoke.", &["Place: Rotterdam", "Person: Marieke Smit"]);
    check(
        "He saw the stands of the Kilima Group, the Lakeside Seed Company and David Brown.",
        &["Organization: Kilima Group", "Organization: Lakeside Seed Company", "Organization: David Brown"],
    );
    check(
        "They saw the Minister of Foreign Affairs of the Republic of Armenia Davit Varosyan.",
        &["Place: Republic of Armenia", "Person: Davit Varosyan"],
    );
    check("They saw the Minister of Irrigation, Energy and Trade Laziz Umarov.", &["Person: Laziz Umarov"]);
    check_names("id", "Haji Razali bin Haji Osman hadir di sana.", &["Person: Razali bin Haji Osman"]);
    check("Mr Arun s/o Subramaniam spoke.", &["Person: Arun s/o Subramaniam"]);
}

fn check_layers(document: &Document<'_>) {
    let text = &document.article.text;
    check_coverage(text, document.tokens.iter().map(|token| token.span));
    assert_eq!(document.classes.len(), document.tokens.len());
    let count = document.tokens.len();
    let fits = |tokens: &TokenRange| tokens.start < tokens.end && tokens.end <= count;
    assert!(document.hits.iter().all(|hit| fits(&hit.tokens)), "{text:?}");
    assert!(document.datelines.iter().chain(&document.titles).all(fits), "{text:?}");
    let lines = document.lines.iter().map(|line| &line.tokens);
    assert_eq!(lines.clone().flat_map(Clone::clone).collect::<Vec<_>>(), (0..count).collect::<Vec<_>>(), "lines of {text:?}");
    let sentences = document.sentences.iter().map(|sentence| &sentence.tokens);
    for sentence in &document.sentences {
        assert_eq!(sentence.span, document.span(&sentence.tokens), "{text:?}");
        assert!(document.lines[sentence.line].tokens.start <= sentence.tokens.start, "{text:?}");
    }
    check_order("sentences", text, sentences, fits);
    check_order("names", text, document.names.iter().map(|name| &name.tokens), fits);
    check_order("dates", text, document.dates.iter().map(|date| &date.tokens), fits);
}

fn check_order<'a>(layer: &str, text: &str, ranges: impl Iterator<Item = &'a TokenRange>, fits: impl Fn(&TokenRange) -> bool) {
    let mut end = 0;
    for range in ranges {
        assert!(fits(range) && range.start >= end, "{layer}: {range:?} after {end} in {text:?}");
        end = range.end;
    }
}

/// Each byte that is no white space belongs to exactly one token, and no token is empty or out of order.
fn check_coverage(text: &str, spans: impl Iterator<Item = Span>) {
    let mut end = 0;
    for span in spans {
        let between = text.get(end..span.start);
        assert!(between.is_some_and(|s| s.chars().all(char::is_whitespace)), "{between:?} left out of {text:?}");
        let word = text.get(span.start..span.end);
        assert!(word.is_some_and(|s| !s.is_empty() && !s.contains(char::is_whitespace)), "{word:?} in {text:?}");
        end = span.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "the end of {text:?} is left out");
}

/// Words and marks that the layers look for, and odd ones, between tildes.
const PIECES: &[&str] = &[
    "The ~forum ~Harbour ~Forum ~of ~on ~May ~3~-~5~, ~2021 ~. ~.~\n~\n\n~Tuesday ~Dr. ~Ann ~Bell ",
    "mayor ~China~Shen ~Wuxi ~(~)~“~”~\"~'s ~’~– ~-- ~University ~Ministry ~PT ~Menteri ~Kongres ",
    "di ~dan ~ke-~http://~www.~12,000 ~3.5~/~论坛~ﬀ~İ~e\u{301}~\u{0}~\u{202e}~👩‍👩‍👧~ǅ~\r\n~\u{a0}~ß~Σ",
    "and ~the ~said ~12th ~World ~XII ~: ~; ~U.S. ~By ",
];

/// The pieces, and any characters, in any order.
fn scrambled() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.iter().flat_map(|line| line.split('~')).collect();
    let piece = prop_oneof![
        8 => prop::sample::select(pieces).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_layers(text in "\\PC{0,200}") {
        with(None, "", &text, check_layers);
    }

    #[test]
    fn no_scrambled_article_breaks_the_layers(
        text in scrambled(),
        language in prop::sample::select(vec!["en", "id"]),
        published in prop::sample::select(vec!["", "2024", "2024-02", "2024-02-29"]),
    ) {
        with(Some(language), published, &text, check_layers);
    }
}

#[test]
fn close_languages_are_told_apart() {
    let check = |text: &str, expected: &str| {
        with(None, "", text, |document| assert_eq!(KNOWLEDGE.languages.all()[document.language].tag, expected, "{text}"));
    };
    check("Menteri itu mengatakan bahwa forum digelar karena banyak warga bisa datang pada hari Senin.", "id");
    check("Menteri itu berkata bahawa forum diadakan kerana ramai penduduk boleh datang pada hari Isnin.", "ms");
    check("Beliau memberitahu seramai 300 peserta daripada lapan negara menyertai kejohanan pada 3 Ogos.", "ms");
    check("Ia menyebut 300 peserta dari delapan negara mengikuti kejuaraan pada 3 Agustus.", "id");
    check("The minister said that the forum was held on Monday.", "en");
}

#[test]
fn chinese_dates_are_read() {
    let zh = |text: &str, expected: &[&str]| check_dates("zh", "2024-06-20", text, expected);
    zh("论坛于二〇二四年六月十八日开幕。", &["2024-06-18"]);
    zh("论坛11月28日至12月3日举行。", &["2024-11-28/2024-12-03"]);
    zh("论坛于7、8两日举行。", &["2024-06-07/2024-06-08"]);
    zh("上周六(6月15日)开席。", &["2024-06-15"]);
    zh("本周三开幕,周五闭幕。", &["2024-06-19", "2024-06-14"]);
    zh("论坛10月26日(周六)举行。", &["2024-10-26"]);
    zh("论坛今年11月举行,下月17日报名。", &["2024-11", "2024-07-17"]);
    zh("论坛6月8日开幕,次日闭幕,当晚演出。", &["2024-06-08", "2024-06-09", "2024-06-09"]);
}
