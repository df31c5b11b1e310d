//! How many bytes of articles are read in a second, by one thread, in each language? `cargo bench --bench extraction`.
//!
//! The articles are invented: sentences of the genre with other people, bodies, places and days in each, the same everywhere for
//! the same seed. Nothing is said twice in the same words, so that nothing is flattered by having been seen before.

use divan::{Bencher, black_box, counter::BytesCount};
use plenary::{
    annotate::{annotate, read},
    extract::extract,
    knowledge::Knowledge,
    model::Article,
};

/// Articles of one measurement.
const ARTICLES: u64 = 100;
/// Sentences of an article.
const SENTENCES: u64 = 20;

fn main() {
    divan::main();
}

/// How a language writes its articles.
struct Language {
    tag: &'static str,
    /// `{p}` a person, `{o}` a body, `{e}` an event, `{c}` a city, `{d}` a day, `{n}` a number.
    sentences: &'static [&'static str],
    /// Pieces of personal names; the first half are first in the name.
    people: &'static [&'static str],
    bodies: &'static [&'static str],
    events: &'static [&'static str],
    cities: &'static [&'static str],
    months: &'static [&'static str],
    space: &'static str,
}

const LANGUAGES: [&str; 3] = ["en", "id", "zh"];

static PACKS: [Language; 3] = [
    Language {
        tag: "en",
        sentences: &[
            "The {e} opened in {c} on {d}, drawing {n} delegates from {n} countries.",
            "{p}, director of the {o}, delivered a keynote speech at the opening ceremony of the forum on {d}.",
            "The event was hosted by the {o} and co-organized by the {o}, with support from the {o}.",
            "\"We have to share what we know,\" said {p}, deputy head of the {o}, adding that the work had only begun.",
            "{p}, president of the {o}, {p}, former minister of {c}, and {p}, a professor at the {o}, attended the session.",
            "Prices of grain rose by {n} percent last year, and many farmers in the hills around {c} have sold their land.",
            "Earlier this week, {p} told reporters that the {o} would not take part in the {e}.",
            "The panel was moderated by {p} of the {o}, who asked how small towns such as {c} could keep their young people.",
            "In a video address, {p} called for closer cooperation between {c} and {c}.",
            "Share this article. Read more: {n} things to know about the {e}.",
            "According to the {o}, the next {e} will be held in {c} in {d}.",
            "He said the project, which began {n} years ago, had changed the way people there cook, travel and learn.",
        ],
        people: &["Ada", "Jun", "Marco", "Lena", "Omar", "Ingrid", "Bell", "Moreno", "Okafor", "Lindqvist", "Tanaka", "Haddad"],
        bodies: &[
            "Institute of Coastal Studies",
            "Northern Ports Association",
            "Ministry of Water",
            "University of the Hills",
            "Union of Grain Growers",
            "Harbour Bank",
            "Council of Small Towns",
            "Committee on Roads",
        ],
        events: &[
            "Harbour Lights Forum",
            "World Salt Congress",
            "Conference on Small Towns",
            "Grain and Water Expo",
            "Summit of Northern Cities",
        ],
        cities: &["Lisbon", "Nairobi", "Osaka", "Lima", "Geneva", "Kuala Lumpur", "Wuhan", "Accra", "Riga", "Perth"],
        months: &["January", "March", "May", "June", "September", "November"],
        space: " ",
    },
    Language {
        tag: "id",
        sentences: &[
            "{e} dibuka di {c} pada {d} dan dihadiri {n} peserta dari {n} negara.",
            "Direktur {o}, {p}, menyampaikan pidato kunci pada pembukaan forum tersebut, {d}.",
            "Kegiatan ini diselenggarakan oleh {o} bekerja sama dengan {o} dan didukung oleh {o}.",
            "\"Kita harus berbagi apa yang kita ketahui,\" kata Wakil Ketua {o} {p} kepada wartawan.",
            "Hadir dalam acara itu Rektor {o} {p}, mantan Bupati {c} {p}, serta {p} dari {o}.",
            "Harga beras naik {n} persen sejak tahun lalu, sehingga banyak petani di sekitar {c} menjual sawahnya.",
            "Sebelumnya, {p} mengatakan bahwa {o} tidak akan ikut serta dalam {e}.",
            "Diskusi dipandu oleh {p} dari {o}, yang bertanya bagaimana kota kecil seperti {c} dapat bertahan.",
            "Melalui sambutan video, {p} menyerukan kerja sama yang lebih erat antara {c} dan {c}.",
            "Baca juga: {n} hal yang perlu diketahui tentang {e}.",
            "Menurut {o}, {e} berikutnya akan digelar di {c} pada {d}.",
            "Ia menambahkan, proyek yang dimulai {n} tahun lalu itu telah mengubah cara warga memasak, bepergian, dan belajar.",
        ],
        people: &[
            "Surya", "Dewi", "Bambang", "Ratna", "Yusuf", "Made", "Adinata", "Lestari", "Pranoto", "Wijaya", "Siregar", "Hakim",
        ],
        bodies: &[
            "Lembaga Kajian Pesisir",
            "Asosiasi Pelabuhan Utara",
            "Kementerian Pengairan",
            "Universitas Bukit Raya",
            "Serikat Petani Padi",
            "Bank Dermaga",
            "Dewan Kota Kecil",
            "Dinas Pekerjaan Umum",
        ],
        events: &[
            "Forum Cahaya Pelabuhan",
            "Kongres Garam Dunia",
            "Konferensi Kota Kecil",
            "Pameran Padi dan Air",
            "Seminar Nasional Perairan",
        ],
        cities: &["Bandung", "Makassar", "Medan", "Yogyakarta", "Denpasar", "Padang", "Manado", "Surabaya", "Ambon", "Jakarta"],
        months: &["Januari", "Maret", "Mei", "Juni", "September", "November"],
        space: " ",
    },
    Language {
        tag: "zh",
        sentences: &[
            "{d}，{e}在{c}开幕，来自{n}个国家的{n}名代表参加。",
            "{o}主任{p}在开幕式上发表主旨演讲。",
            "本次活动由{o}主办，{o}协办，{o}支持。",
            "{o}副会长{p}表示，“我们要分享所知道的一切”，这项工作才刚刚开始。",
            "{o}院长{p}、{c}市原副市长{p}、{o}教授{p}等出席会议。",
            "去年以来粮食价格上涨了百分之{n}，{c}周边山区的许多农民卖掉了土地。",
            "本周早些时候，{p}告诉记者，{o}不会参加{e}。",
            "论坛由{o}的{p}主持，他问道，像{c}这样的小城怎样才能留住年轻人。",
            "{p}通过视频致辞，呼吁加强{c}与{c}之间的合作。",
            "相关阅读：关于{e}的{n}件事。",
            "据{o}介绍，下一届{e}将于{d}在{c}举行。",
            "他说，{n}年前开始的这个项目改变了当地人做饭、出行和学习的方式。",
        ],
        people: &["王", "李", "张", "刘", "陈", "赵", "海棠", "青", "明远", "晓岚", "建国", "思齐"],
        bodies: &[
            "海岸研究院",
            "北方港口协会",
            "水利部",
            "山城大学",
            "粮食种植联合会",
            "港湾银行",
            "小城发展委员会",
            "公路管理局",
        ],
        events: &["江风论坛", "世界盐业大会", "小城发展研讨会", "粮食与水博览会", "北方城市峰会"],
        cities: &["武汉", "成都", "厦门", "大连", "苏州", "里斯本", "内罗毕", "大阪", "西安", "昆明"],
        months: &["1", "3", "5", "6", "9", "11"],
        space: "",
    },
];

/// `SplitMix64`: numbers below a bound.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap_or(0)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

impl Language {
    fn fill(&self, slot: char, random: &mut Random) -> String {
        let day = |random: &mut Random| (1 + random.below(28), random.one(self.months), 2015 + random.below(10));
        match slot {
            'p' => {
                let (first, last) = self.people.split_at(self.people.len() / 2);
                format!("{}{}{}", random.one(first), self.space, random.one(last))
            }
            'o' => format!("{}{}{}", random.one(self.cities), self.space, random.one(self.bodies)),
            'c' => random.one(self.cities).to_owned(),
            'e' if self.space.is_empty() => format!("第{}届{}", 2 + random.below(20), random.one(self.events)),
            'e' => format!("{} {}", random.one(self.events), 2015 + random.below(10)),
            'd' => {
                let (day, month, year) = day(random);
                match self.tag {
                    "en" => format!("{month} {day}, {year}"),
                    "id" => format!("{day} {month} {year}"),
                    _ => format!("{year}年{month}月{day}日"),
                }
            }
            _ => (2 + random.below(90)).to_string(),
        }
    }

    fn article(&self, number: u64) -> Article {
        let mut random = Random(number);
        let mut text = String::new();
        for count in 1..=SENTENCES {
            let mut rest = random.one(self.sentences);
            while let Some((before, after)) = rest.split_once('{') {
                text.push_str(before);
                text.push_str(&self.fill(after.chars().next().unwrap_or('n'), &mut random));
                rest = &after[2..];
            }
            text.push_str(rest);
            text.push_str(if count % 3 == 0 { "\n\n" } else { self.space });
        }
        Article { id: number.to_string(), text, ..Article::default() }
    }
}

fn articles(tag: &str) -> Vec<Article> {
    PACKS.iter().filter(|pack| pack.tag == tag).flat_map(|pack| (0..ARTICLES).map(|number| pack.article(number))).collect()
}

fn size(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().map(|article| article.text.len()).sum::<usize>())
}

/// Names and dates.
#[divan::bench(args = LANGUAGES)]
fn annotation(bencher: Bencher, tag: &str) {
    let Ok(knowledge) = Knowledge::embedded() else { return };
    let articles = articles(tag);
    bencher.counter(size(&articles)).bench(|| {
        for article in &articles {
            black_box(annotate(article, &knowledge));
        }
    });
}

/// All that is done with an article, its language told first, before entities of different articles are joined.
#[divan::bench(args = LANGUAGES)]
fn extraction(bencher: Bencher, tag: &str) {
    let Ok(knowledge) = Knowledge::embedded() else { return };
    let articles = articles(tag);
    bencher.counter(size(&articles)).bench(|| {
        for article in &articles {
            black_box(read(article, &knowledge, |document| extract(document, &knowledge)));
        }
    });
}
