"""How texts call their own province or city beside its name, and where a short name is no place."""

#: One-character signs of provinces and municipalities (在沪, 在辽).
PROVINCE_SIGNS: dict[str, str] = dict(
    pair.split(":")
    for pair in (
        "北京市:京 天津市:津 上海市:沪申 重庆市:渝 河北省:冀 山西省:晋 内蒙古自治区:蒙 辽宁省:辽 吉林省:吉 黑龙江省:黑 江苏省:苏"
        " 浙江省:浙 安徽省:皖 福建省:闽 江西省:赣 山东省:鲁 河南省:豫 湖北省:鄂 湖南省:湘 广东省:粤 广西壮族自治区:桂 海南省:琼"
        " 四川省:川蜀 贵州省:黔贵 云南省:滇云 西藏自治区:藏 陕西省:陕秦 甘肃省:甘陇 青海省:青 宁夏回族自治区:宁"
        " 新疆维吾尔自治区:新"
    ).split()
)

#: One-character signs and literary names of cities (在沈, 来蓉, 盛京).
CITY_ALIASES: dict[str, tuple[str, ...]] = {
    name: tuple(aliases.split("、"))
    for name, aliases in (
        pair.split(":")
        for pair in (
            "沈阳市:沈、盛京 大连市:连 长春市:长 哈尔滨市:哈、冰城 成都市:蓉、蓉城 南京市:宁、金陵 苏州市:苏、姑苏 无锡市:锡"
            " 常州市:常 扬州市:扬 徐州市:徐 杭州市:杭 宁波市:甬 温州市:温 嘉兴市:禾 绍兴市:越 合肥市:肥、庐 福州市:榕、榕城"
            " 厦门市:厦、鹭、鹭岛 泉州市:泉、鲤城 南昌市:洪、昌 济南市:济、泉城 青岛市:青、岛城 烟台市:烟 郑州市:郑、绿城"
            " 洛阳市:洛 武汉市:汉、江城 长沙市:长、星城 广州市:穗、羊城 深圳市:深、鹏城 珠海市:珠 佛山市:佛 东莞市:莞"
            " 南宁市:邕、邕城 桂林市:桂 海口市:椰城 贵阳市:筑、筑城 昆明市:昆、春城 西安市:镐 兰州市:兰、金城 西宁市:夏都"
            " 太原市:并、龙城 石家庄市:石 呼和浩特市:呼、青城 拉萨市:日光城 银川市:凤城"
        ).split()
    )
}

#: Short names that are words of their own; they count as places only with their suffix.
WORDS = frozenset(
    "朝阳 安康 大同 长治 东方 开封 三明 和平 中山 白银 日照 黄山 资阳 平安 长安 天水 金华 保定 安顺 吉安 广安 雅安 安阳 宝山"
    " 中卫 北海 固原 红河 来宾 丽水 南平 平凉 四平 通化 黄石 新余 鹤壁 宜春 海东 山南 伊春 海北 海西 定西 城关 高新 新城"
    " 江北 南岸 长寿 长宁 普陀 静安 东城 西城 河东 河西 红桥 南开 大足 开州 滨海 浦东".split()
)

#: What may not stand before and after a short name, where Chinese runs words together (形成都市圈, 网上海关).
NEIGHBOURS: dict[str, tuple[str, str]] = {
    "成都": ("形组构变建集促", ""),
    "上海": ("网线以岸陆路", "关外上"),
    "大连": ("扩重放加强壮巨", "接续锁片通带"),
    "济南": ("经", ""),
    "天津": ("一每", "贴"),
    "海南": ("上青渤", ""),
    "河南": ("黄淮", "岸"),
    "西安": ("江广山陕", "全排置"),
    "江门": ("长", "户"),
    "青海": ("", "岛"),
    "云南": ("", "北"),
    "长春": ("成", ""),
    "常德": ("正", ""),
    "南通": ("云湖", "道过"),
}

#: Verbs that a measure begins with; 支持 before one of them says only that another level decides.
MEASURE_VERBS = (
    "支持 鼓励 推动 探索 开展 推进 推广 建立 建设 完善 设立 实施 引进 引导 发展 大力 简化 适度 适当 允许 准许 深化 扩大 优化 加快 加强"
    " 进一步 打造 培育 促进 拓展 落实 制定 研究 试点 创新 放宽 取消 提升 强化 构建 健全 举办 承办 申报 争取 对 在"
).split()
