use crate::{
    annotate::annotate,
    knowledge::Knowledge,
    model::{Article, Kind, PartialDate},
};

thread_local! { static KNOWLEDGE: Knowledge = Knowledge::embedded().unwrap(); }

/// The names of one kind in a sentence, in text order.
fn check(text: &str, kind: Kind, expected: &[&str]) {
    let article = Article {
        text: text.to_owned(),
        language: Some("zh".to_owned()),
        published: Some(PartialDate::day(2024, 5, 20)),
        ..Article::default()
    };
    KNOWLEDGE.with(|knowledge| {
        let document = annotate(&article, knowledge);
        let found: Vec<&str> =
            document.names.iter().filter(|name| name.kind == kind).map(|name| document.text(&name.tokens)).collect();
        assert_eq!(found, expected, "{text}");
    });
}

#[test]
fn people_behind_their_posts() {
    check("海州市委书记李向东、市长欧阳文出席。", Kind::Person, &["李向东", "欧阳文"]);
    check("法国前总理让-皮埃尔·莫兰致辞。", Kind::Person, &["让-皮埃尔·莫兰"]);
    check("挪威首相斯特伦表示,会议很重要。", Kind::Person, &["斯特伦"]);
    check("東海大學校長陳志遠致辭。", Kind::Person, &["陳志遠"]);
}

#[test]
fn people_before_their_deeds_and_in_lists() {
    check("海州市市长王立通过视频致辞。", Kind::Person, &["王立"]);
    check("何文海、于全、苏立新等出席会议。", Kind::Person, &["何文海", "于全", "苏立新"]);
    check("大会由周明远主持。", Kind::Person, &["周明远"]);
}

#[test]
fn words_that_only_look_like_people() {
    check("高级副总裁在会上发言。", Kind::Person, &[]);
    check("方案、成果、金融等是重点。", Kind::Person, &[]);
    check("在湖南省长沙市举行。", Kind::Person, &[]);
}

#[test]
fn bodies_start_where_their_name_starts() {
    check("本届论坛由中国海洋学会和南江省人民政府共同主办。", Kind::Organization, &["中国海洋学会", "南江省人民政府"]);
    check("中国环境与发展研究中心主任李明致辞。", Kind::Organization, &["中国环境与发展研究中心"]);
    check("教育部副部长张明出席。", Kind::Organization, &["教育部"]);
}

#[test]
fn gatherings_with_edition_year_and_quoted_part() {
    check("第十二届世界港口论坛在宁波举行。", Kind::Event, &["第十二届世界港口论坛"]);
    check("2024年全球渔业大会“蓝色海洋”博览会开幕。", Kind::Event, &["2024年全球渔业大会“蓝色海洋”博览会"]);
    check("《海洋公约》第三次缔约方大会(OC3)在青岛开幕。", Kind::Event, &["《海洋公约》第三次缔约方大会"]);
    check("会议开始,大会很成功。", Kind::Event, &[]);
}

#[test]
fn towns_apart_from_their_venues() {
    check("峰会5月20日在江苏无锡国际会议中心举行。", Kind::Place, &["江苏", "无锡", "国际会议中心"]);
    check("大数据产业很重要。", Kind::Place, &[]);
    check("浙江省松乡市举行大会。", Kind::Place, &["浙江省", "松乡市"]);
}

#[test]
fn people_by_their_characters_alone() {
    check("梁国栋是三江镇的小学教师。", Kind::Person, &["梁国栋"]);
    check("获奖的有杨秀兰、古賀直樹和是枝裕二。", Kind::Person, &["杨秀兰", "古賀直樹", "是枝裕二"]);
    check("农业、金融、方案和成果都很重要。", Kind::Person, &[]);
}

#[test]
fn foreign_names_end_before_the_next_word() {
    check("农业部部长库尔本·哈基姆佐达因故缺席。", Kind::Person, &["库尔本·哈基姆佐达"]);
    check("总统苏比安托和总理哈桑纳尔出席。", Kind::Person, &["苏比安托", "哈桑纳尔"]);
}

#[test]
fn bodies_known_by_the_post_behind_them() {
    check("埃朗顿总裁陈国安致辞。", Kind::Organization, &["埃朗顿"]);
    check("文化部長陳國安致辭。", Kind::Organization, &["文化部"]);
    check("发展局局长陈国安致辞。", Kind::Organization, &["发展局"]);
    check("浙江省省长陈国安致辞。", Kind::Organization, &[]);
}

#[test]
fn bodies_end_at_verbs_and_people() {
    check("市长陈国安受县委常委会委托作报告。", Kind::Organization, &["县委常委会"]);
    check("化学与分子科学学院院长陈国安致辞。", Kind::Organization, &["化学与分子科学学院"]);
}

#[test]
fn smaller_gatherings_and_sessions() {
    check("昨天下午的“古桥修缮分论坛”很热闹。", Kind::Event, &["古桥修缮分论坛"]);
    check("中德智能制造对接会24日在汉诺威举行。", Kind::Event, &["中德智能制造对接会"]);
    check("亚太经合组织(APEC)经济领袖会议开幕。", Kind::Event, &["亚太经合组织(APEC)经济领袖会议"]);
    check("评委颁发书展大奖。", Kind::Event, &[]);
}

#[test]
fn companies_without_a_head_word() {
    check("澌泰精工、汇岚电器参展。", Kind::Organization, &["澌泰精工", "汇岚电器"]);
    check("北江集团、埃孚顿、SKP等参展。", Kind::Organization, &["北江集团", "埃孚顿", "SKP"]);
    check("人工智能技术、数字技术等受到关注。", Kind::Organization, &[]);
    check("论坛由市商务局、市妇联主办。", Kind::Organization, &["市商务局", "市妇联"]);
}

#[test]
fn gatherings_told_by_the_words_behind_them() {
    check("2024年海州灯会5月3日在海州举行。", Kind::Event, &["2024年海州灯会"]);
    check("第三十一次渔业部长会议在海州举行。", Kind::Event, &["第三十一次渔业部长会议"]);
    check("世界拔河冠军赛在海州开赛。", Kind::Event, &["世界拔河冠军赛"]);
}

#[test]
fn foreign_people_with_dots_and_towns_told_by_a_verb() {
    check("制片人露西·何代领。", Kind::Person, &["露西·何"]);
    check("挪威人贝蒂·科瓦列获奖。", Kind::Person, &["贝蒂·科瓦列"]);
    check("论坛在澌浦举行。", Kind::Place, &["澌浦"]);
}
