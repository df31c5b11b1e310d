#!/usr/bin/env python3
"""Adds the traditional form of every simplified word to a language pack.

usage: han_variants.py ontology/lang/zh.toml

A word in a list gets its traditional forms right behind it, a key of a table a line of its own. Forms that are there already
are left alone, so running it again changes nothing. The mapping is one character to one, which is enough for the words of
the packs; characters that are written in two ways (布 and 佈, 台 and 臺) give two forms.
"""
import re
import sys

PAIRS = """
党黨 冯馮 团團 势勢 声聲 几幾 负負 赋賦 遗遺 万萬 与與 专專 业業 东東 丝絲 两兩 严嚴 个個 丰豐 临臨 为為 丽麗 举舉 义義 乌烏 乐樂 乔喬 习習 乡鄉 书書 争爭 于於 云雲 亚亞 产產 亲親 亿億 仅僅 从從 仑侖 仪儀 们們 价價 众眾 优優
伙夥 会會 伟偉 传傳 伦倫 体體 侨僑 储儲 儿兒 兰蘭 关關 兴興 兹茲 养養 内內 册冊 写寫 军軍 农農 冈岡 决決 况況 准準 凤鳳 凯凱 击擊 刊刊 刘劉 则則 创創 别別 剂劑 剑劍 剧劇 办辦 务務 动動 励勵 劳勞
勋勳 区區 医醫 华華 协協 单單 卖賣 卢盧 卫衛 厂廠 厅廳 历歷 压壓 厦廈 县縣 参參 双雙 发發 变變 台台 号號 叶葉 吁籲 后後 吴吳 员員 响響 哔嗶 启啟 园園 围圍 国國 图圖 圆圓 圣聖 场場 坏壞 块塊 坚堅 坛壇 垒壘
处處 备備 复復 够夠 头頭 夸誇 夺奪 奋奮 奖獎 妇婦 妈媽 娅婭 孙孫 学學 宁寧 宝寶 实實 审審 宪憲 宫宮 宽寬 宾賓 对對 导導 寿壽 将將 尔爾 层層 届屆 属屬 岁歲 岂豈 岛島 岗崗 币幣 师師 帅帥 带帶 帧幀 帮幫
干幹 并並 广廣 庄莊 庆慶 库庫 应應 庞龐 废廢 开開 张張 强強 归歸 当當 录錄 彻徹 径徑 态態 怀懷 总總 恳懇 恺愷 悬懸 惊驚 惯慣 战戰 戏戲 户戶 扑撲 执執 扩擴 扫掃 扬揚 护護 报報 担擔 择擇 拟擬 拥擁 拦攔 拨撥
挂掛 挝撾 挥揮 挤擠 换換 据據 损損 捡撿 揽攬 携攜 摄攝 摆擺 摇搖 敌敵 数數 断斷 无無 旧舊 时時 显顯 晋晉 晓曉 术術 机機 杀殺 杂雜 权權 条條 来來 杨楊 极極 构構 枪槍 标標 栋棟 树樹 档檔 桥橋 检檢 楼樓 欢歡 欧歐
残殘 毕畢 气氣 汇匯 汉漢 汤湯 沟溝 没沒 泽澤 洁潔 浏瀏 济濟 浓濃 涛濤 润潤 渐漸 温溫 湾灣 满滿 滚滾 滨濱 潜潛 灵靈 灾災 炉爐 点點 热熱 烟煙 爱愛 牵牽 状狀 犹猶 独獨 狮獅 环環 现現 玛瑪 琏璉 电電 画畫 畅暢 疗療 监監
盖蓋 盘盤 着著 矿礦 码碼 砖磚 础礎 确確 碍礙 礼禮 离離 种種 积積 称稱 稳穩 穷窮 竞競 笔筆 筹籌 签簽 简簡 篮籃 类類 粮糧 红紅 约約 级級 纪紀 纯純 纳納 纽紐 线線 练練 组組 细細 织織 终終 绍紹 经經 结結 绕繞 给給 络絡 绝絕
统統 继繼 绩績 续續 维維 综綜 绿綠 缔締 编編 缘緣 缺缺 网網 罗羅 罢罷 职職 联聯 肃肅 肯肯 育育 胜勝 脉脈 脑腦 腊臘 腾騰 舰艦 艺藝 节節 苏蘇 苹蘋 荐薦 荣榮 药藥 莱萊 获獲 莅蒞 营營 萧蕭 萨薩 蒋蔣 蓝藍 虑慮 虽雖 补補 装裝
见見 观觀 规規 视視 览覽 觉覺 触觸 誉譽 计計 订訂 认認 讨討 让讓 训訓 议議 讯訊 记記 讲講 许許 论論 设設 访訪 证證 评評 识識 诉訴 词詞 译譯 诗詩 诚誠 话話 该該 详詳 说說 请請 诺諾 读讀 课課 谁誰 调調 谈談 谊誼 谋謀 谐諧 谢謝 谴譴
贝貝 贡貢 财財 责責 质質 货貨 购購 贯貫 贵貴 贸貿 费費 贺賀 贾賈 资資 赖賴 赛賽 赞贊 赠贈 赢贏 赵趙 趋趨 践踐 跃躍 车車 转轉 轮輪 软軟 载載 辑輯 输輸 辞辭 边邊 达達 过過 迈邁 迎迎 运運 还還 这這 进進 远遠 违違 连連 选選 逊遜
邓鄧 邮郵 郑鄭 里裡 释釋 针針 钜鉅 钟鐘 钢鋼 钦欽 钱錢 铁鐵 铜銅 银銀 链鏈 销銷 锁鎖 锈鏽 锡錫 锣鑼 锦錦 键鍵 镇鎮 长長 门門 闭閉 问問 间間 闻聞 阁閣 阅閱 阐闡 队隊 阳陽 阴陰 阶階 际際 陆陸 陈陳 险險 随隨 难難 韦韋 韩韓 页頁 顶頂 项項 顺順
须須 顾顧 顿頓 颁頒 颂頌 预預 领領 频頻 题題 额額 风風 飞飛 饭飯 馆館 馒饅 马馬 驻駐 验驗 驾駕 鲁魯 鲍鮑 鸣鳴 麦麥 黄黃 齐齊 龙龍 龚龔 严嚴 亩畝 余餘 制製 游遊 采採 范範 档檔 讠訁 汇匯 证證 钻鑽 阵陣 闽閩 颖穎 绘繪 织織 绸綢 丧喪 拉拉 疆疆 据據
乡鄉 冲衝 凭憑 刚剛 劲勁 勚勩 匀勻 卤鹵 叹嘆 吗嗎 听聽 吨噸 唤喚 垦墾 墙牆 奥奧 媪媼 尝嘗 尽盡 岭嶺 帐帳 庐廬 弯彎 忆憶 忧憂 怜憐 恋戀 悦悅 惩懲 愿願 戴戴 扰擾 抚撫 抢搶 拢攏 挚摯 摊攤 晒曬 桨槳 欤歟 毙斃 汹洶 泪淚 洒灑 浆漿 涌湧 渊淵 烁爍 牺犧 猎獵
玺璽 琼瓊 瑶瑤 疯瘋 皱皺 盐鹽 睁睜 硕碩 窃竊 竖豎 粤粵 纤纖 纲綱 纵縱 纷紛 纹紋 纺紡 绑綁 绪緒 绵綿 缓緩 缤繽 缩縮 罚罰 耻恥 聪聰 肠腸 肤膚 胀脹 舱艙 艳艷 苍蒼 荆荊 茧繭 萤螢 虏虜 蚕蠶 蜡蠟 袭襲 裤褲 谅諒 谜謎 谣謠 贤賢 贪貪 贫貧 败敗 账賬 贴貼
""".split()
MAIN = {pair[0]: pair[1] for pair in PAIRS}
# Another form of the same characters.
OTHER = {"布": "佈", "台": "臺", "周": "週", "游": "游", "采": "采", "里": "里", "余": "余", "制": "制", "众": "衆", "于": "于", "志": "誌", "注": "註", "托": "託", "占": "佔",
         "后": "后", "范": "范", "系": "係", "准": "准", "赞": "讚", "启": "啓", "着": "着", "钟": "鍾", "复": "覆"}
TRADITIONAL = (set(MAIN.values()) | set(OTHER.values())) - set(MAIN) - set(OTHER)


def forms(word):
    """The traditional forms of a simplified word, without the word itself; none of a traditional one."""
    if any(c in TRADITIONAL for c in word):
        return []
    main = "".join(MAIN.get(c, c) for c in word)
    other = "".join(OTHER.get(c, MAIN.get(c, c)) for c in word)
    return [form for form in dict.fromkeys([main, other]) if form != word]


def with_forms(match):
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', match.group(2))
    known, result = set(words), []
    for word in words:
        result.append(word)
        for form in forms(word):
            if form not in known:
                known.add(form)
                result.append(form)
    lines, line = [], "   "
    for word in dict.fromkeys(result):
        item = f' "{word}",'
        if len(line) + 2 * len(item) > 118 and line.strip():
            lines.append(line)
            line = "   "
        line += item
    lines.append(line)
    if len(result) <= 8:
        return match.group(1) + "[" + ", ".join(f'"{word}"' for word in dict.fromkeys(result)) + "]\n"
    return match.group(1) + "[\n" + "\n".join(lines) + "\n]\n"


def tables(text):
    """Doubles the lines of tables whose key has another form."""
    lines, result = text.split("\n"), []
    keys = {line.split(" = ")[0] for line in lines if " = " in line}
    in_table = False
    for line in lines:
        in_table = line.startswith("[") and line.strip() != "[words]" if line.startswith("[") else in_table
        result.append(line)
        if in_table and " = " in line:
            key, value = line.split(" = ", 1)
            for form in (f'"{form}"' for form in forms(key.strip('"'))):
                if form not in keys:
                    keys.add(form)
                    result.append(f"{form} = {value}")
    return "\n".join(result)


def main():
    path = sys.argv[1]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r'(?m)^([a-z_]+ = )\[((?:[^\[\]"#]|"(?:[^"\\]|\\.)*")*)\]\n', with_forms, text)
    text = re.sub(r'(?s)(weekdays = )(\[.*?\]\])', lambda m: m.group(1) + re.sub(
        r'\[([^\[\]]*)\]', lambda list_: "[" + ", ".join(
            f'"{form}"' for form in dict.fromkeys(f for word in re.findall(r'"([^"]+)"', list_.group(1)) for f in [word, *forms(word)])) + "]",
        m.group(2)), text, count=1)
    def syllables(match):
        own = "".join(dict.fromkeys(re.sub(r"\s", "", match.group(2))))
        more = "".join(dict.fromkeys(form for c in own for form in forms(c) if form not in own))
        body = own + more
        return match.group(1) + "\n".join(body[i:i + 60] for i in range(0, len(body), 60)) + "\n" + match.group(3)
    text = re.sub(r'(?s)(name_syllables = """\n)(.*?)(""")', syllables, text)
    text = tables(text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
