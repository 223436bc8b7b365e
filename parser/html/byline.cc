#include "parser/html/byline.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "parser/html/meta_tags.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMaxNames = 8, kMaxNameBytes = 60, kMaxAccountBytes = 40;

// What may follow a label. kFree: whatever the page calls the author. kPerson: names of people
// only, as the label's words also occur in running text.
enum class Follows : uint8_t { kFree, kPerson };

struct Label {
  std::string_view text;
  bool needs_mark;  // one of : ： / 丨 | must follow; else a space, a part or nothing will do
  Follows follows;
};

constexpr auto kLabels = std::to_array<Label>({
    {"作者", true, Follows::kFree},        {"作者", false, Follows::kPerson},
    {"撰文", true, Follows::kFree},        {"撰稿", true, Follows::kFree},
    {"撰稿人", true, Follows::kFree},      {"执笔", true, Follows::kFree},
    {"執筆", true, Follows::kFree},        {"文字", true, Follows::kPerson},
    {"文/图", false, Follows::kPerson},    {"图/文", false, Follows::kPerson},
    {"图文", true, Follows::kPerson},      {"文图", true, Follows::kPerson},
    {"文", true, Follows::kPerson},        {"编译", true, Follows::kPerson},
    {"編譯", true, Follows::kPerson},      {"采写", true, Follows::kPerson},
    {"采写记者", true, Follows::kPerson},  {"记者", true, Follows::kPerson},
    {"記者", true, Follows::kPerson},      {"记者", false, Follows::kPerson},
    {"記者", false, Follows::kPerson},     {"通讯员", false, Follows::kPerson},
    {"特约撰稿", false, Follows::kPerson}, {"博主", true, Follows::kFree},
    {"笔名", true, Follows::kFree},        {"楼主", true, Follows::kFree},
    {"發文者", true, Follows::kFree},      {"投稿人", true, Follows::kFree},
});

// Labels of what comes behind a name in the same line, and words that no name contains.
constexpr auto kStops = std::to_array<std::string_view>(
    {"来源", "來源", "编辑", "編輯", "责编", "責編", "责任", "责任",   "时间", "時間",
     "日期", "发布", "發布", "发表", "發表", "浏览", "瀏覽", "阅读",   "閱讀", "点击",
     "點擊", "评论", "摄影", "摄",   "报道", "報導", "报导", "通讯员", "校对", "审核",
     "监制", "分类", "标签", "更新", "人气", "字号", "收藏", "出版社", "实习", "见习",
     "举报", "关注", "原创", "字数", "查看", "回复", "版权", "摘自",   "选自"});

constexpr auto kMarks = std::to_array<std::string_view>({":", "：", "/", "丨", "|", "｜", "／"});

// What divides two names.
constexpr auto kDividers =
    std::to_array<std::string_view>({"、", "，", ",", "&", "＆", ";", "；", "/", "和"});

// The commonest surnames, written simplified and, where they differ, traditional.
constexpr std::u32string_view kSurnames =
    U"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    U"魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    U"万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘"
    U"祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解"
    U"牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边"
    U"卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀胥郁南班储原栗"
    U"燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索"
    U"宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危"
    U"玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
    U"張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蔣葉蘇魏呂盧鍾譚陸賈韋鄒龍賀顧龔邵萬錢嚴湯溫齊喬龐顏"
    U"莊聶魯歐關蘭寧紀淩畢單駱藍華饒陽時農繆簡車項連蘆麥婁竇黨費衛應閔鄔邊師欒榮叢鞏遲鄺談"
    U"樂儲勞諶樓聞厲區";

bool is_surname(char32_t c) { return kSurnames.find(c) != kSurnames.npos; }

bool skip_any(std::string_view& text, std::span<const std::string_view> tokens) {
  for (std::string_view token : tokens) {
    if (!text.starts_with(token)) continue;
    text.remove_prefix(token.size());
    return true;
  }
  return false;
}

void skip_space(std::string_view& text) {
  constexpr auto kSpace = std::to_array<std::string_view>({" ", "\x1F", "\u3000"});
  while (skip_any(text, kSpace)) {
  }
}

bool all_han(std::string_view text, size_t& count) {
  count = 0;
  for (size_t i = 0; i < text.size(); ++count) {
    const char32_t c = next_code_point(text, i);
    if (!is_han(c) && c != U'·' && c != U'•') return false;
  }
  return count > 0;
}

bool stops_here(std::string_view text) {
  return std::any_of(kStops.begin(), kStops.end(),
                     [&](auto stop) { return text.starts_with(stop); });
}

// A character that can stand inside of a name.
bool in_name(char32_t c) {
  return is_word(c) || c == U'·' || c == U'•' || c == U'.' || c == U'-' || c == U'\'' ||
         c == U'’' || c == U'_' || c == U'@';
}

// The run of name characters at the front of `text`, without what a stop word begins.
std::string_view name_run(std::string_view text, bool with_spaces) {
  size_t end = 0;
  for (size_t i = 0; i < text.size();) {
    if (i > 0 && stops_here(text.substr(i))) break;
    const char32_t c = next_code_point(text, i);
    const bool space = with_spaces && c == U' ';
    if (!in_name(c) && !space) break;
    if (!space) end = i;
    if (end > kMaxNameBytes) return {};
  }
  return text.substr(0, end);
}

// "溫貴香台北21日電": a name, a place of two characters, a day. The name alone.
std::string_view before_dateline(std::string_view run, std::string_view behind) {
  size_t digits = 0;
  while (digits < run.size() && !(run[digits] >= '0' && run[digits] <= '9')) ++digits;
  const std::string_view rest = run.substr(digits);
  const bool dateline = rest.find("日電") != rest.npos || rest.find("日电") != rest.npos ||
                        rest.find("日專電") != rest.npos || behind.starts_with("報導");
  if (!dateline || digits < 12) return run;
  return run.substr(0, std::min<size_t>(digits - 6, 9));
}

// Appends the names at the front of `text`, and returns how many bytes were read. Two single Han
// characters with a space between are one name: 方  敏.
size_t read_names(std::string_view text, Follows follows, std::vector<std::string>& names) {
  const char* const begin = text.data();
  bool loose = false;
  while (names.size() < kMaxNames) {
    skip_space(text);
    if (text.empty() || stops_here(text)) break;
    std::string_view run = name_run(text, false);
    if (run.empty()) break;
    std::string name(before_dateline(run, text.substr(run.size())));
    size_t han = 0;
    if (all_han(name, han) && han == 1 && follows == Follows::kPerson) {
      std::string_view rest = text.substr(run.size());
      skip_space(rest);
      const std::string_view second = name_run(rest, false);
      size_t more = 0;
      if (!all_han(second, more) || more != 1) break;
      name += second;
      run = text.substr(0, static_cast<size_t>(second.data() + second.size() - text.data()));
    }
    const bool latin = (name[0] | 32) >= 'a' && (name[0] | 32) <= 'z';
    if (latin) {
      run = name_run(text, true);
      name = std::string(run);
    }
    if (follows == Follows::kPerson && !is_han_name(name)) break;
    // Behind a mere space or part stands another name only if it looks like one.
    if (loose && !is_han_name(name)) break;
    names.push_back(name);
    if (name.size() < run.size()) break;  // a dateline
    text.remove_prefix(run.size());
    const std::string_view before = text;
    skip_space(text);
    loose = !skip_any(text, kDividers);
    if (text.size() == before.size()) break;
    if (follows == Follows::kFree && before.starts_with("/")) break;
  }
  return static_cast<size_t>(text.data() - begin);
}

// Where a label may stand: at the front of the text, or behind one of these.
bool may_begin_at(std::string_view text, size_t at, const Label& label) {
  if (at == 0) return true;
  const std::string_view before = text.substr(0, at);
  for (std::string_view mark : {"\x1F", " ",  "（",     "(",  "【", "[", "|",  "，", "。", "、",
                                "□",    "》", "\u3000", "；", "丨", "/", "｜", "■",  "●",  "▌"}) {
    if (before.ends_with(mark)) return true;
  }
  // "扬子晚报记者 X": a paper's name and the label are one word, if little else stands before.
  return (label.text == "记者" || label.text == "記者") && before.size() <= 45;
}

// Bit n is set if kLabels[n] stands somewhere in the text; most texts have none.
uint32_t labels_in(std::string_view text) {
  static_assert(kLabels.size() <= 32);
  const auto bit_of = [](char32_t c) { return uint64_t{1} << (c & 63); };
  static const uint64_t initials = [&] {
    uint64_t bits = 0;
    size_t begin = 0;
    for (const Label& label : kLabels) bits |= bit_of(next_code_point(label.text, begin = 0));
    return bits;
  }();
  uint32_t found = 0;
  for (size_t i = 0; i < text.size();) {
    const std::string_view rest = text.substr(i);
    const char32_t c = next_code_point(text, i);
    if (c < 0x80 || (initials & bit_of(c)) == 0) continue;
    for (size_t n = 0; n < kLabels.size(); ++n) {
      if (rest.starts_with(kLabels[n].text)) found |= 1u << n;
    }
  }
  return found;
}

std::vector<std::string> names_behind(std::string_view text, const Label& label, size_t at) {
  std::string_view rest = text.substr(at + label.text.size());
  std::vector<std::string> names;
  std::string_view marked = rest;
  skip_space(marked);
  if (label.needs_mark) {
    if (!skip_any(marked, kMarks)) return names;
    rest = marked;
  }
  rest = rest.substr(read_names(rest, label.follows, names));
  skip_space(rest);
  if (rest.starts_with("摄") || rest.starts_with("攝")) names.clear();  // who took a picture
  return names;
}

// "By Ann Lee and Bob Stone", "Written by ..."
std::vector<std::string> english_names(std::string_view text) {
  std::vector<std::string> names;
  const std::string low = to_lower(text.substr(0, 200));
  for (std::string_view label :
       {"by ", "by: ", "by:", "by\x1F", "written by ", "written by\x1F", "posted by ",
        "posted by\x1F", "author: ", "author:", "author\x1F"}) {
    if (!low.starts_with(label)) continue;
    text.remove_prefix(label.size());
    break;
  }
  while (names.size() < kMaxNames) {
    skip_space(text);
    std::string_view run = name_run(text, true);
    size_t end = run.find(" and ");
    if (end == run.npos) end = run.find(" And ");
    if (end != run.npos) run = run.substr(0, end);
    for (std::string_view stop :
         {" on ", " for ", " in ", " of ", " at ", " Published", " Updated", " Staff", " Posted"}) {
      run = run.substr(0, std::min(run.find(stop), run.size()));
    }
    const bool digit =
        std::any_of(run.begin(), run.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (run.empty() || digit || count_words(run) > 5) break;
    names.emplace_back(run);
    text.remove_prefix(run.size());
    constexpr auto kAnd =
        std::to_array<std::string_view>({" and ", " And ", ", and ", ", ", " & "});
    if (!skip_any(text, kAnd)) break;
  }
  return names;
}

}  // namespace

bool is_han_name(std::string_view text) {
  size_t count = 0;
  if (!all_han(text, count) || count < 2) return false;
  if (text.find("·") != text.npos || text.find("•") != text.npos) return count <= 12;
  size_t i = 0;
  return count <= 4 && is_surname(next_code_point(text, i));
}

std::vector<std::string> names_in_byline(std::string_view parts) {
  const uint32_t present = labels_in(parts);
  for (size_t n = 0; n < kLabels.size(); ++n) {
    if ((present >> n & 1) == 0) continue;
    const Label& label = kLabels[n];
    for (size_t at = parts.find(label.text); at != parts.npos;
         at = parts.find(label.text, at + label.text.size())) {
      if (!may_begin_at(parts, at, label)) continue;
      std::vector<std::string> names = names_behind(parts, label, at);
      if (!names.empty()) return names;
    }
  }
  return {};
}

std::vector<std::string> names_in_field(std::string_view parts) {
  std::vector<std::string> names = names_in_byline(parts);
  if (!names.empty()) return names;
  size_t i = 0;
  skip_space(parts);
  if (parts.empty()) return names;
  if (is_han(next_code_point(parts, i))) {
    read_names(parts, Follows::kFree, names);
    return names;
  }
  names = english_names(parts);
  // The name of an account can hold anything, but no space.
  const bool account =
      parts.size() <= kMaxAccountBytes && parts.find_first_of(" \x1F:/") == parts.npos;
  if (names.empty() && account) names.emplace_back(parts);
  return names;
}

std::string join_names(std::span<const std::string> names) {
  std::string joined;
  for (const std::string& name : names) {
    size_t han = 0;
    if (!joined.empty()) joined += all_han(name, han) ? " " : ", ";
    joined += name;
  }
  return joined;
}

}  // namespace winnow
