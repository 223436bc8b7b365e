#include "parser/html/charset_score.h"

#include <algorithm>
#include <bitset>
#include <memory>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

// The most frequent characters of running text and of navigation. To weigh an encoding's errors,
// a few hundred say enough.
constexpr std::string_view kCommon =
    // Chinese: about the 300 most frequent, simplified
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已"
    "老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话者向情部正名定女问力"
    "机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代"
    "军产入先山五太水万市总员网首页登录版图片闻社至及体度展期接保强性报设建合立通技术系统管服务提供"
    "联系我们更多关于版权所有资料题目论坛博客搜索注册用户评论热门推荐视频科技财经体育娱乐健康旅游"
    // and where traditional characters differ
    "這來個國說們為時會學對後麼沒於起還發開當無過實樣經頭動兩長現見點進與種聲話問機給幾業間從氣關"
    "並內產車體東電門員灣臺聞網頁區號報設務聯繫更權題論壇註冊戶評熱薦視頻財樂遊書讀專線將應該"
    // Korean syllables
    "이다는에의을를가고하지로사도기은리자어시나인해한서대그수들전정일만보아주라부것상면제스장원했과"
    "와있"
    "었오여니모성문화동선거우되세국관경비신요트조무공위드구마연소게생중미간안학계습까없합차회립니다"
    // punctuation of all three
    "，。、：；！？“”‘’《》（）「」『』【】·…—　";

class Common {
 public:
  Common() {
    for (size_t at = 0; at < kCommon.size();) set_.set(next_code_point(kCommon, at));
    for (char32_t kana = 0x3041; kana <= 0x30FC; ++kana) set_.set(kana);
  }
  bool has(char32_t c) const { return c < set_.size() && set_.test(c); }

 private:
  std::bitset<0x10000> set_;
};

bool is_never_written(char32_t c) {
  return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || (c >= 0x80 && c < 0xA0);
}

// Half-width katakana: rare in Japanese, but what Shift_JIS makes of most other encodings.
bool is_half_width_kana(char32_t c) { return c >= 0xFF61 && c <= 0xFF9F; }

}  // namespace

double cjk_score(std::string_view utf8) {
  static const auto common = std::make_unique<Common>();
  double points = 0;
  size_t characters = 0;
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    if (c < 0x80) continue;
    ++characters;
    if (common->has(c)) {
      points += 1;
    } else if (is_never_written(c)) {
      points -= 2;
    } else if (is_half_width_kana(c)) {
      points -= 1;
    }
  }
  return characters == 0 ? 0 : points / static_cast<double>(characters);
}

}  // namespace winnow
