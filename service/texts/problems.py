"""What problems say: a title for each kind, and what is wrong and how to mend it."""

from collections.abc import Mapping

PROBLEMS: Mapping[str, tuple[str, str]] = {
    "problem.bad-request": ("请求有误", "The request cannot be read"),
    "problem.unknown-parameter": ("没有这个参数", "Unknown parameter"),
    "problem.invalid-value": ("参数值不对", "A value is not allowed"),
    "problem.bad-cursor": ("翻页位置无效", "The cursor is not valid"),
    "problem.bad-pair": ("比对地址无效", "The pair is not valid"),
    "problem.key-required": ("需要密钥", "The key is required"),
    "problem.wrong-key": ("密钥不对", "The key is wrong"),
    "problem.form-expired": ("表单已失效", "The form has expired"),
    "problem.foreign-origin": ("不接受其他网站的提交", "Posted from another site"),
    "problem.not-found": ("没有找到", "Not found"),
    "problem.method-not-allowed": ("此处不接受这种方法", "Method not allowed"),
    "problem.conflict": ("现在不能这样做", "Not now"),
    "problem.too-large": ("内容过大", "Too large"),
    "problem.unreadable": ("读不出来", "It cannot be read"),
    "problem.bad-override": ("这样的改配不成立", "Such an override cannot hold"),
    "problem.unknown-host": ("不认识的主机名", "Unknown host"),
    "problem.internal": ("程序出错", "An error of ours"),
    "detail.said": ("所给内容不能使用：{said}", "{said}"),
    "detail.invalid_value": (
        "请求中有值不合要求；请按接口文档 /api/v1/docs 改正。",
        "A value of the request is not allowed; correct it as /api/v1/docs says.",
    ),
    "detail.invalid_values": (
        "{names} 的值不合要求；请按接口文档 /api/v1/docs 改正。",
        "What is given for {names} is not allowed; correct it as /api/v1/docs says.",
    ),
    "detail.bad_request": (
        "请求读不懂；请按接口文档 /api/v1/docs 改正。",
        "The request cannot be read; correct it as /api/v1/docs says.",
    ),
    "detail.no_such_word": (
        "参数 {name} 不能取 {value}；可用：{known}。",
        "{name} cannot be {value}; it takes {known}.",
    ),
    "detail.word_too_long": ("检索词最多 {limit} 字；请缩短。", "The word is over {limit} characters; shorten it."),
    "detail.no_route": ("没有 {path} 这个地址；请查接口文档 /api/v1/docs。", "There is no {path}; see /api/v1/docs."),
    "detail.not_there": ("没有找到 {name}。", "There is no {name}."),
    "detail.no_source": (
        "没有来源 {name}；编号见来源列表。",
        "There is no source {name}; ids are in the list of sources.",
    ),
    "detail.no_run": (
        "没有采集记录 {name}；编号见来源的 runs。",
        "There is no run {name}; ids are in the source's runs.",
    ),
    "detail.no_document": (
        "没有文件 {name}；编号见文件列表。",
        "There is no document {name}; ids are in the list of documents.",
    ),
    "detail.no_version": (
        "没有版本 {name}；编号见文件的 versions。",
        "There is no version {name}; ids are in the document's versions.",
    ),
    "detail.no_relation": (
        "没有关系 {name}；编号见关系列表。",
        "There is no relation {name}; ids are in the list of relations.",
    ),
    "detail.no_override": (
        "没有人工配对 {name}；编号见 /api/v1/overrides。",
        "There is no override {name}; ids are in the list of overrides.",
    ),
    "detail.no_clause": (
        "版本 {version} 没有条款 {clause}；编号与地址见该版本的 clauses。",
        "Version {version} has no clause {clause}; ids and paths are among the version's clauses.",
    ),
    "detail.override_names_none": (
        "两侧都没有条款；请至少写出一侧的条款编号。",
        "No clause is named on either side; name one at least.",
    ),
    "detail.override_one_text": (
        "两侧是同一个版本；请写出两个不同的版本。",
        "Both sides are one version; name two.",
    ),
    "detail.override_no_partner": (
        "没有选条款；请从另一侧的条款中选一条，或选“拆开”。",
        "No clause was chosen; choose one of the other side, or set this one apart.",
    ),
    "detail.override_note": (
        "说明至多 {limit} 个字，不能含 U+0000 或半个代理对。",
        "A note has {limit} characters at most, none of them U+0000 or half a surrogate pair.",
    ),
    "detail.no_snapshot": (
        "没有快照 {name}；摘要见版本的 snapshots。",
        "There is no snapshot {name}; digests are among the version's snapshots.",
    ),
    "detail.no_change": (
        "这份比对里没有变动 {id}；重新配对或更新算法后编号会变，请回到对照表查找。",
        "The comparison has no change {id}; ids change when clauses are paired anew, so look for it in the comparison.",
    ),
    "detail.no_file": ("没有文件 {name}。", "There is no file {name}."),
    "detail.method": (
        "这个地址不接受此方法；可用的方法见应答头 Allow。",
        "This address does not take that method; the header Allow names those it takes.",
    ),
    "detail.too_large": ("内容超过上限；请缩小后再试。", "The body is over the limit; send less."),
    "detail.file_too_large": (
        "{name} 超过 {limit} MB；请缩小后再试。",
        "{name} is over {limit} MB; send a smaller one.",
    ),
    "detail.internal": (
        "程序出错，已记入日志，数据没有改动；请稍后再试。",
        "Something failed here and was logged; nothing was changed. Try again later.",
    ),
    "detail.unknown_parameter": (
        "没有参数 {name}；可用的有：{known}。",
        "There is no parameter {name}; known are: {known}.",
    ),
    "detail.unknown_parameter_near": (
        "没有参数 {name}；是否想用 {near}？可用的有：{known}。",
        "There is no parameter {name}; did you mean {near}? Known are: {known}.",
    ),
    "detail.bad_cursor": (
        "翻页位置 {cursor} 不是本列表给出的；请原样使用上一页的 next。",
        "The cursor {cursor} was not given by this list; use `next` of the page before as it is.",
    ),
    "detail.stale_cursor": (
        "翻页位置已不存在；请从第一页开始。",
        "That place is no longer there; begin at the first page.",
    ),
    "detail.bad_pair": (
        "{pair} 不是一对版本编号；请写成 ver_…..ver_…。",
        "{pair} is not a pair of version ids; write ver_…..ver_….",
    ),
    "detail.nothing_to_compare": (
        "{name} 没有可比对的版本；请从文件列表中选取。",
        "{name} has no version to compare; choose from the list of documents.",
    ),
    "detail.key_required": (
        "此操作需要管理员密钥：加上 Authorization: Bearer 密钥，或先在 /session 登录。",
        "This needs the operator key: send Authorization: Bearer KEY, or sign in at /session.",
    ),
    "detail.wrong_key": (
        "密钥不对；请从数据目录的 operator.key 文件复制。",
        "That is not the operator key; copy it from operator.key in the data folder.",
    ),
    "detail.form_expired": (
        "表单不属于当前会话；请重新打开页面再提交。",
        "The form is not of this session; open the page again.",
    ),
    "detail.foreign_origin": ("只接受本站页面的提交。", "Only pages of this site may post here."),
    "detail.unknown_host": (
        "请用 localhost 或 127.0.0.1 访问，或把主机名加入 CLAUSEWATCH_ALLOWED_HOSTS。",
        "Use localhost or 127.0.0.1, or add the name to CLAUSEWATCH_ALLOWED_HOSTS.",
    ),
    "detail.nested": ("请求体嵌套过深。", "The body is nested too deeply."),
    "detail.null_character": ("地址中含有 U+0000；请去掉 %00。", "The address holds U+0000; leave out %00."),
    "detail.retired": (
        "来源 {name} 已停用；请先在声明文件中恢复。",
        "Source {name} is retired; declare it again first.",
    ),
    "detail.busy": ("来源 {name} 正在采集；请稍后再试。", "Source {name} is being crawled; try again later."),
    "detail.bad_json": ("请求体不是 JSON。", "The body is not JSON."),
    "detail.bad_json_at": (
        "请求体不是 JSON：第 {line} 行第 {column} 个字符处读不下去。",
        "The body is not JSON: it cannot be read on from line {line}, character {column}.",
    ),
    "detail.not_object": ("请求体应为 JSON 对象。", "The body must be a JSON object."),
    "detail.not_boolean": ("{field} 应为 true 或 false。", "{field} must be true or false."),
    "detail.not_string": ("{field} 应为字符串。", "{field} must be a string."),
    "detail.no_text": ("{field} 没有内容；请粘贴文字或选择文件。", "{field} is empty; paste a text or choose a file."),
}
