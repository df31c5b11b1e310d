//! Does the picture hold every name, apart from each other, in well-formed XML, the same each time?

use quick_xml::{Reader, events::Event};

use super::{
    legend::Palette,
    part::{Page, Part},
    ties::spread,
    *,
};
use crate::{
    graph::KnowledgeGraph,
    knowledge::built_in,
    model::{
        Dataset, Kind, Literal,
        fixture::{Fixture, two_forums},
    },
    network::{Context, Network, Options, components},
};

const GIVEN: [&str; 10] = ["Ada", "Björn", "Chen", "Dilnoza", "Emeka", "Fátima", "Georgios", "Hang", "Ilya", "Jean-Pierre"];
const FAMILY: [&str; 9] = ["Bell", "Wu", "Okonkwo-Adeyemi", "Ivanov", "Papadopoulos", "Li", "Raffarin", "Østergaard", "Nguyen"];

/// Events as lists of people's numbers.
fn gatherings(events: &[(&str, Vec<usize>)]) -> Dataset {
    let mut people: Vec<usize> = events.iter().flat_map(|(_, list)| list).copied().collect();
    people.sort_unstable();
    people.dedup();
    let mut fixture = Fixture::default().article("a", "en", "All of them came.");
    for person in people {
        let name = match person % 13 {
            5 => format!("王{}明", ["小", "大", "建国"][person % 3]),
            7 => format!("Сергей Щ{person}"),
            _ => format!("{} {}", GIVEN[person % 10], FAMILY[person / 10 % 9]),
        };
        fixture = fixture.entity(Kind::Person, &format!("person/{person:03}"), &[&name]);
    }
    for (i, (event, list)) in events.iter().enumerate() {
        let path = format!("event/{i:02}");
        fixture = fixture.entity(Kind::Event, &path, &[event]);
        for person in list {
            fixture = fixture.claim("a", &format!("person/{person:03}"), "attended", &*path, None, "All of them came.");
        }
    }
    fixture.build()
}

fn network(dataset: &Dataset) -> Network {
    Network::build(dataset, &built_in().schema, &Options::default())
}

/// Sixteen people at four events, of which one has nobody in common with the others, and one alone.
fn small() -> Dataset {
    gatherings(&[
        ("Belt and Road Media Cooperation Forum 2021 (Wuxi)", (0..12).collect()),
        ("China-Russia Internet Media Forum, third edition", vec![3, 11, 12, 13, 14]),
        ("12th Global Video Media Forum", vec![14, 15, 16]),
        ("Dinner <for \"three\" & more>", vec![17, 18, 19]),
        ("World Internet Conference", vec![20]),
    ])
}

/// Sixty people at nine events that overlap.
fn large() -> Dataset {
    let sizes = [18, 14, 11, 9, 8, 6, 5, 4, 3];
    let names = ["Forum", "Summit", "Expo", "Congress", "Dialogue", "Round Table", "Seminar", "Dinner", "Meeting"];
    let mut first = 0;
    let events: Vec<(String, Vec<usize>)> = sizes
        .iter()
        .zip(names)
        .enumerate()
        .map(|(i, (&size, name))| {
            let mut list: Vec<usize> = (first..first + size).collect();
            first += size - 2;
            list.extend((0..size / 6).map(|k| (k * 17 + i * 5) % 60));
            (format!("The {} International {name} on Media Cooperation", i + 3), list)
        })
        .collect();
    gatherings(&events.iter().map(|(name, list)| (name.as_str(), list.clone())).collect::<Vec<_>>())
}

fn drawn(dataset: &Dataset) -> String {
    let mut out = Vec::new();
    svg(&network(dataset), dataset, &built_in().schema, &PictureOptions::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The words of all elements of this name, read back.
fn words(picture: &str, element: &str) -> Vec<String> {
    let mut reader = Reader::from_str(picture);
    let (mut words, mut inside) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == element => {
                inside = true;
                words.push(String::new());
            }
            Event::End(_) => inside = false,
            Event::Text(text) if inside => words.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(name) if inside => words.last_mut().unwrap().push_str(match &*name {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                other => panic!("unknown reference {other}"),
            }),
            Event::Eof => return words,
            _ => {}
        }
    }
}

fn check(dataset: &Dataset) {
    let picture = drawn(dataset);
    let texts = words(&picture, "text");
    let network = network(dataset);
    for (idx, entity) in dataset.entities() {
        let expected = match entity.kind {
            Kind::Event => format!("{} ({})", entity.label, network.members(Context::Event(idx)).len()),
            _ => entity.label.clone(),
        };
        assert!(texts.contains(&expected), "{expected} is not in the picture");
    }
    assert_eq!(picture, drawn(dataset));
    assert!(!picture.contains("NaN") && !picture.contains("inf"));
}

#[test]
fn every_name_and_event_is_in_the_picture() {
    check(&small());
    check(&large());
}

/// Boxes of all dots and names of a page, as the parts lie on it.
fn boxes(dataset: &Dataset) -> Vec<(String, labels::Rect)> {
    let network = network(dataset);
    let page = Page { network: &network, dataset, palette: &Palette::of_events(&network), most_ties: 20 };
    let mut parts: Vec<Part> = components(&network).iter().map(|nodes| Part::new(&page, nodes)).collect();
    let (width, bottom) = spread(&mut parts, 900.0);
    let mut boxes = Vec::new();
    for person in parts.iter().flat_map(|part| &part.people) {
        let circle = labels::Rect::around(person.x, person.y, person.radius);
        assert!(circle.left > 0.0 && circle.top > HEAD && circle.right <= width + MARGIN + 1.0 && circle.bottom <= bottom + 1.0);
        boxes.push((format!("dot of {}", person.name), circle));
        boxes.push((person.name.clone(), person.label.unwrap().bounds));
    }
    boxes
}

#[test]
fn nothing_covers_anything_on_the_page() {
    for dataset in [small(), large()] {
        let boxes = boxes(&dataset);
        for (i, (name, bounds)) in boxes.iter().enumerate() {
            for (other, other_bounds) in &boxes[..i] {
                let own = *other == format!("dot of {name}");
                assert!(own || !bounds.overlaps(other_bounds), "{name} covers {other}");
            }
        }
    }
}

#[test]
fn words_from_articles_cannot_break_out() {
    let picture = drawn(&gatherings(&[("</text><script>alert(1)</script>\u{8}", vec![1, 2])]));
    assert!(words(&picture, "script").is_empty() && !picture.contains('\u{8}'));
    assert!(words(&picture, "text").iter().any(|text| text == "</text><script>alert(1)</script> (2)"));
}

#[test]
fn an_empty_network_is_a_picture_too() {
    let texts = words(&drawn(&gatherings(&[])), "text");
    assert_eq!(texts[..2], ["Who appears with whom", "0 names · 0 events · 0 ties"]);
}

#[test]
fn of_too_many_those_with_most_ties_are_drawn() {
    let dataset = large();
    let mut out = Vec::new();
    let options = PictureOptions { most: Some(10), ..PictureOptions::default() };
    let report = svg(&network(&dataset), &dataset, &built_in().schema, &options, &mut out).unwrap();
    assert_eq!(report.dropped, [("people with fewer ties than those drawn", 52)]);
    let texts = words(std::str::from_utf8(&out).unwrap(), "text");
    assert!(texts[1].starts_with("10 names") && texts[1].ends_with("those with the most ties of 62 names"), "{}", texts[1]);
}

#[test]
fn in_a_crowd_those_with_the_most_ties_are_named_in_bold_letters() {
    // Twenty are at every event, where thirty others are too, among them each time ten of the last.
    let guests = |event: usize| (0..20).chain(20 + event * 20..50 + event * 20).collect();
    let events: Vec<(String, Vec<usize>)> = (0..8).map(|event| (format!("Forum number {event}"), guests(event))).collect();
    let dataset = gatherings(&events.iter().map(|(name, list)| (name.as_str(), list.clone())).collect::<Vec<_>>());
    let network = network(&dataset);
    let page = Page { network: &network, dataset: &dataset, palette: &Palette::of_events(&network), most_ties: 189 };
    let part = Part::new(&page, &components(&network)[0]);
    assert_eq!(part.people.len(), 190);
    let bold: Vec<_> = part.people.iter().filter(|person| person.is_bold).collect();
    let least = bold.iter().map(|person| person.radius).fold(f64::MAX, f64::min);
    assert!(bold.len() == 40 && bold.iter().all(|person| person.label.is_some()));
    assert!(part.people.iter().all(|person| person.is_bold || person.radius <= least));
    let names: Vec<_> = part.people.iter().filter_map(|person| person.label).collect();
    for (i, name) in names.iter().enumerate() {
        assert!(names[..i].iter().all(|other| !name.bounds.overlaps(&other.bounds)));
    }
}

/// Any picture of a dataset, with what it reports.
fn picture(name: &str, dataset: &Dataset, most: Option<usize>) -> (String, Report) {
    let graph = KnowledgeGraph::in_memory().unwrap();
    let input = Input { dataset, knowledge: built_in(), graph: &graph, subset: None };
    let mut out = Vec::new();
    let options = PictureOptions { most, ..PictureOptions::default() };
    let report = Drawing::find(name).unwrap().draw(&input, &options, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), report)
}

#[test]
fn every_picture_is_sound_whatever_it_is_given() {
    for drawing in DRAWINGS {
        for dataset in [Dataset::default(), small(), large(), two_forums()] {
            let (made, _) = picture(drawing.name, &dataset, None);
            assert!(!made.contains("NaN") && !made.contains("inf"), "{}", drawing.name);
            assert!(!words(&made, "text").is_empty());
            assert_eq!(made, picture(drawing.name, &dataset, None).0);
        }
        let hostile = gatherings(&[("</text><script>alert(1)</script>\u{8}", vec![1, 2])]);
        let (made, _) = picture(drawing.name, &hostile, None);
        assert!(words(&made, "script").is_empty() && !made.contains('\u{8}'), "{}", drawing.name);
    }
}

/// One event a date, by precision.
fn dated(dates: &[&str]) -> Dataset {
    let mut fixture = Fixture::default().article("a", "en", "It was held.");
    for (i, date) in dates.iter().enumerate() {
        let path = format!("event/{i}");
        let date = Literal::Date(date.parse().unwrap());
        fixture = fixture.entity(Kind::Event, &path, &[&format!("Event {i}")]).claim(
            "a",
            &path,
            "startDate",
            date,
            None,
            "It was held.",
        );
    }
    fixture.build()
}

#[test]
fn the_timeline_names_every_event_that_has_a_date() {
    let (made, report) = picture("timeline", &two_forums(), None);
    let texts = words(&made, "text");
    assert!(texts.contains(&"Salt Forum".to_owned()), "{texts:?}");
    assert_eq!(report.written[0].1 + report.dropped.iter().map(|(_, n)| n).sum::<usize>(), 2);
}

#[test]
fn empty_years_are_left_out_of_the_axis_and_vague_dates_are_wide() {
    let (made, report) = picture("timeline", &dated(&["1955", "2019-06-04", "2020-05", "2021"]), None);
    assert_eq!(report.written, [("events", 4)]);
    let texts = words(&made, "text");
    for year in ["1955", "2019", "2020", "2021", "\u{2026}"] {
        assert!(texts.iter().any(|text| text == year), "{year} in {texts:?}");
    }
    assert!(!texts.contains(&"1990".to_owned()));
    let widths: Vec<f64> = made
        .split("<rect")
        .filter(|rect| rect.contains("rx="))
        .map(|rect| rect.split_once("width=\"").unwrap().1.split_once('"').unwrap().0.parse().unwrap())
        .collect();
    // A year, a day, a month, a year, then the legend.
    assert!(widths[0] > 10.0 * widths[2] && widths[2] > 2.0 * widths[1] && (widths[0] - widths[3]).abs() < 0.2, "{widths:?}");
}

#[test]
fn the_matrix_marks_who_was_where() {
    let (made, report) = picture("matrix", &small(), None);
    assert_eq!(report, Report::default().written("people", 21).written("events", 5));
    let texts = words(&made, "text");
    assert!(texts.contains(&"World Internet Conference".to_owned()));
    let notes = words(&made, "title").into_iter().filter(|note| note.contains("World Internet Conference")).count();
    assert_eq!(notes, 1, "one was there");
    let (_, report) = picture("matrix", &small(), Some(3));
    assert_eq!((report.written[0].1, report.dropped[0].1), (3, 18));
}

#[test]
fn large_networks_are_drawn_in_circles_with_the_names_that_matter() {
    // Forty events of twelve, each sharing two with the next.
    let events: Vec<(String, Vec<usize>)> =
        (0..40).map(|i| (format!("Event number {i}"), (i * 10..i * 10 + 12).map(|k| k % 400).collect())).collect();
    let dataset = gatherings(&events.iter().map(|(name, list)| (name.as_str(), list.clone())).collect::<Vec<_>>());
    let (made, report) = picture("network", &dataset, Some(500));
    assert_eq!(report.written[0], ("people", 400));
    let texts = words(&made, "text");
    assert!(texts.iter().any(|text| text.starts_with("Circles of people")), "{texts:?}");
    assert!(made.len() < 400_000, "{} bytes", made.len());
}

#[cfg(feature = "png")]
#[test]
fn pixels_need_fonts_and_keep_to_a_size() {
    let (made, _) = picture("network", &small(), None);
    let fonts = match Fonts::of_machine() {
        Ok(fonts) => fonts,
        Err(error) => return assert_eq!(error.kind, ErrorKind::Storage, "without fonts, that is told"),
    };
    let mut out = Vec::new();
    png(&made, 1, &fonts, &mut out).unwrap();
    assert_eq!(&out[..8], b"\x89PNG\r\n\x1a\n");
    let mut again = Vec::new();
    png(&made, 1, &fonts, &mut again).unwrap();
    assert_eq!(out, again);
    let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='9000' height='9000'/>";
    let error = png(huge, 8, &fonts, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Limit);
    let private = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text y='8' font-family='sans-serif'>\u{10ffff}</text></svg>";
    assert_eq!(png(private, 1, &fonts, &mut Vec::new()).unwrap().into_iter().collect::<String>(), "\u{10ffff}");
}
