//! Does the picture hold every name, apart from each other, in well-formed XML, the same each time?

use quick_xml::{Reader, events::Event};

use super::*;
use crate::{
    model::{Kind, fixture::Fixture},
    network::Options,
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
    Network::build(dataset, &crate::knowledge::built_in().schema, &Options::default())
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
    svg(&network(dataset), dataset, &PictureOptions::default(), &mut out).unwrap();
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
    let page = Page { network: &network, dataset, palette: &Palette::new(&network), most_ties: 20 };
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
    assert_eq!(texts, ["Who appears with whom", "0 names · 0 events · 0 ties"]);
}

#[test]
fn of_too_many_those_with_most_ties_are_drawn() {
    let dataset = large();
    let mut out = Vec::new();
    svg(&network(&dataset), &dataset, &PictureOptions { most: 10, ..PictureOptions::default() }, &mut out).unwrap();
    let texts = words(std::str::from_utf8(&out).unwrap(), "text");
    assert!(texts[1].starts_with("10 names") && texts[1].ends_with("those with the most ties of 62 names"), "{}", texts[1]);
}
