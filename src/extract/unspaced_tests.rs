//! Chinese sentences, invented, with the facts that they state.

use crate::{
    annotate::annotate,
    extract::extract,
    knowledge::Knowledge,
    model::{Argument, Article, PartialDate},
};

thread_local! { static KNOWLEDGE: Knowledge = Knowledge::embedded().unwrap(); }

/// The facts of a text, each as `relation subject object post`, without editions, sorted.
fn check(text: &str, expected: &[&str]) {
    let article = Article {
        text: text.to_owned(),
        language: Some("zh".to_owned()),
        published: Some(PartialDate::day(2024, 5, 20)),
        ..Article::default()
    };
    KNOWLEDGE.with(|knowledge| {
        let found = extract(&annotate(&article, knowledge), knowledge);
        let mut facts: Vec<String> = found
            .facts
            .iter()
            .filter(|fact| fact.relation != "edition" && fact.stance.is_asserted())
            .map(|fact| {
                let object = match &fact.object {
                    Argument::Entity(idx) => found.entity(*idx).names[0].clone(),
                    Argument::Literal(literal) => literal.text(),
                };
                let post = fact.post.clone().unwrap_or_default();
                format!("{} {} {object} {post}", fact.relation, found.entity(fact.subject).names[0]).trim_end().to_owned()
            })
            .collect();
        facts.sort();
        assert_eq!(facts, expected, "{text}");
    });
}

#[test]
fn a_gathering_with_hosts_town_and_days() {
    check(
        "由中国港口学会和宁波市人民政府联合主办的第三届世界港口论坛5月18日至19日在浙江宁波举行。",
        &[
            "endDate 第三届世界港口论坛 2024-05-19",
            "heldIn 第三届世界港口论坛 宁波",
            "hosted 中国港口学会 第三届世界港口论坛",
            "hosted 宁波市人民政府 第三届世界港口论坛",
            "startDate 第三届世界港口论坛 2024-05-18",
        ],
    );
}

#[test]
fn a_day_alone_lies_in_the_month_of_publication() {
    check(
        "第三届世界港口论坛18日上午在宁波开幕。",
        &["heldIn 第三届世界港口论坛 宁波", "startDate 第三届世界港口论坛 2024-05-18"],
    );
}

#[test]
fn posts_before_names_inherit_their_body() {
    check(
        "江苏省委常委、宣传部部长李文海,国际港口协会前主席兼世界航运理事会秘书长安娜·贝克出席第三届世界港口论坛并致辞。",
        &[
            "affiliatedWith 安娜·贝克 世界航运理事会 秘书长",
            "affiliatedWith 安娜·贝克 国际港口协会 former 主席",
            "affiliatedWith 李文海 江苏省委 常委",
            "affiliatedWith 李文海 江苏省委 部长",
            "spokeAt 安娜·贝克 第三届世界港口论坛",
            "spokeAt 李文海 第三届世界港口论坛",
        ],
    );
}

#[test]
fn inverted_clauses_open_rows() {
    check(
        "出席第三届世界港口论坛的有李文海、王立新等。主持论坛的是赵明,在论坛上致辞的还有周全。",
        &[
            "attended 李文海 第三届世界港口论坛",
            "attended 王立新 第三届世界港口论坛",
            "chaired 赵明 第三届世界港口论坛",
            "spokeAt 周全 第三届世界港口论坛",
        ],
    );
}

#[test]
fn a_letter_is_no_presence() {
    check(
        "第三届世界港口论坛在宁波开幕。新加坡总理陈安国向论坛发来贺信。",
        &["affiliatedWith 陈安国 新加坡 总理", "heldIn 第三届世界港口论坛 宁波"],
    );
}

#[test]
fn who_is_named_in_a_report_was_there() {
    check(
        "第三届世界港口论坛在宁波开幕。上海交通大学教授李文海的展台前排起长队。退休教师王立新坐在第一排。市民赵明因病请假。",
        &["affiliatedWith 李文海 上海交通大学 教授", "attended 王立新 第三届世界港口论坛", "heldIn 第三届世界港口论坛 宁波"],
    );
}

#[test]
fn posts_of_rows_and_of_bodies_spoken_of() {
    check(
        "宁波商会5月18日举办第三届世界港口论坛,会长陈安国致辞。县委常委李文海、王立新出席。",
        &[
            "affiliatedWith 李文海 县委 常委",
            "affiliatedWith 王立新 县委 常委",
            "affiliatedWith 陈安国 宁波商会 会长",
            "attended 李文海 第三届世界港口论坛",
            "attended 王立新 第三届世界港口论坛",
            "hosted 宁波商会 第三届世界港口论坛",
            "spokeAt 陈安国 第三届世界港口论坛",
            "startDate 第三届世界港口论坛 2024-05-18",
        ],
    );
}

#[test]
fn what_is_said_is_not_where_it_is_said() {
    check(
        "19日晚,第二届世界航运大会在宁波举行。会上,李文海表示,第三届世界港口论坛办得很好。",
        &["heldIn 第二届世界航运大会 宁波", "spokeAt 李文海 第二届世界航运大会", "startDate 第二届世界航运大会 2024-05-19"],
    );
}

#[test]
fn a_place_has_its_own_gathering() {
    check(
        "良溪村一年一度的长桌宴昨日如期开席,村民王立新在场。",
        &["attended 王立新 长桌宴", "heldIn 长桌宴 良溪村", "startDate 长桌宴 2024-05-19"],
    );
}

#[test]
fn another_edition_is_an_event_of_its_own() {
    check("王立新出席第三届世界港口论坛。上届论坛在厦门举行。", &["attended 王立新 第三届世界港口论坛", "heldIn 上届论坛 厦门"]);
}

#[test]
fn gatherings_in_one_row_share_town_and_day() {
    check(
        "第三届世界港口论坛和第二届国际航运博览会5月18日在宁波开幕。",
        &[
            "heldIn 第三届世界港口论坛 宁波",
            "heldIn 第二届国际航运博览会 宁波",
            "startDate 第三届世界港口论坛 2024-05-18",
            "startDate 第二届国际航运博览会 2024-05-18",
        ],
    );
}

#[test]
fn the_day_is_that_of_the_gathering_and_not_of_its_frame() {
    check(
        "第三届世界港口论坛期间,5月19日,中国海员协会在宁波举办了海员大会。",
        &[
            "heldIn 海员大会 宁波",
            "hosted 中国海员协会 海员大会",
            "startDate 海员大会 2024-05-19",
            "subEventOf 海员大会 第三届世界港口论坛",
        ],
    );
}

#[test]
fn a_live_report_quotes_behind_the_name() {
    check(
        "【图文直播】第三届世界港口论坛今日在宁波启幕。\n宁波市市长陈安国:港口是这座城市的门。",
        &[
            "affiliatedWith 陈安国 宁波市 市长",
            "heldIn 第三届世界港口论坛 宁波市",
            "spokeAt 陈安国 第三届世界港口论坛",
            "startDate 第三届世界港口论坛 2024-05-20",
        ],
    );
}

#[test]
fn those_who_met_were_at_their_meeting() {
    check(
        "5月18日，外交部长李文海在宁波会见来访的德国外长安娜·贝克。",
        &[
            "affiliatedWith 安娜·贝克 德国 外长",
            "affiliatedWith 李文海 外交部 外交部长",
            "attended 安娜·贝克 李文海会见安娜·贝克",
            "attended 李文海 李文海会见安娜·贝克",
            "heldIn 李文海会见安娜·贝克 宁波",
            "startDate 李文海会见安娜·贝克 2024-05-18",
        ],
    );
}

#[test]
fn bylines_name_people_and_a_hall_has_no_day() {
    check(
        "(宁波晚报记者李文海、安琪)第三届世界港口论坛在宁波4号馆举行。",
        &["affiliatedWith 安琪 宁波晚报 记者", "affiliatedWith 李文海 宁波晚报 记者", "heldIn 第三届世界港口论坛 宁波"],
    );
}

#[test]
fn a_body_without_a_word_for_one_and_one_that_is_no_more() {
    check(
        "前港口及航运局局长李文海、沈阳新桥机器人总裁王立新出席第三届世界港口论坛。",
        &[
            "affiliatedWith 李文海 港口及航运局 former 局长",
            "affiliatedWith 王立新 沈阳新桥机器人 总裁",
            "attended 李文海 第三届世界港口论坛",
            "attended 王立新 第三届世界港口论坛",
        ],
    );
}

#[test]
fn who_held_it_is_no_place_that_it_was_held_in() {
    check(
        "5月19日，全市港口工作会议召开。会议在宁波大学举行，市长陈安国讲话。",
        &["spokeAt 陈安国 全市港口工作会议", "startDate 全市港口工作会议 2024-05-19"],
    );
}
