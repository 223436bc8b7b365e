#include "parser/article/hints.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string_view>

#include "parser/article/text_stats.h"
#include "parser/text/hash.h"

namespace winnow {

namespace {

struct HintWords {
  Hints hint;
  std::string_view words;  // divided by spaces
};

// A new word goes to the row it belongs to. Words of two glued parts (postcontent) also match
// post-content and postContent.
constexpr HintWords kWords[] = {
    {kHintBody,
     "articlebody articlecontent articletext articlecopy articlemain articledetail bodycopy "
     "bodytext contentbody contentarticle contentdetail contenttext detailcontent detailbody "
     "entrycontent entrybody entrytext maincontent mainarticle maintext newsbody newscontent "
     "newstext newsdetail pagecontent postbody postcontent posttext postentry blogcontent blogpost "
     "blogbody singlecontent singlepost storybody storycontent storytext textcontent articlearea "
     "richtext richcontent wysiwyg prose markdown markdownbody markdownsection hentry artibody "
     "articlecon contenttxt contxt zhengwen neirong wenzhang rwb zw trs editor jscontent "
     "postbodycontainer thecontent articlewrap articlewrapper articlecontainer paragraph "
     "artcontent arttext artcon nr txtcontent newscon newstxt xwzx ueditor htmledit "
     "themecontent pcontent ncontent cnblogs bodycontent contentmain articleinner postinner "
     "sectiontext fieldbody nodebody storyblock contentblock copy mwparser parseroutput "
     "mwcontent booktxt chaptercontent readcontent novelcontent htmlcontent cont1 endtext"},
    {kHintContent,
     "content contents main article text txt body con cont detail details entry story page single "
     "container wrapper inner middle center primary column col article1 left leftcol leftside "
     "hfeed section field copy block module"},
    {kHintPost,
     "post posts message messages answer answers question reply replies thread topic postmessage "
     "postrow postbit viewthread postlist threadlist bbs forum discussion cooked postbody "
     "messagebody qa ask best answercell"},
    {kHintNavigation,
     "nav navbar navigation navi menu menus submenu topmenu mainmenu breadcrumb breadcrumbs crumb "
     "crumbs bread location position weizhi daohang toc tableofcontents sitemap skip skiplink "
     "tabs tab dropdown megamenu drawer hamburger path mianbao channel subnav topnav globalnav "
     "anchor jump directory catalog curpos"},
    {kHintHeader,
     "header head hd masthead banner logo top topbar toolbar topper siteheader pageheader "
     "brand branding tou ticker alertbar heading"},
    {kHintFooter,
     "footer foot ft bottom siteinfo colophon dibu bot footnav pagefooter end sitefooter"},
    {kHintSidebar,
     "sidebar side sidebars aside rail rightrail widget widgets widgetarea secondary complementary "
     "rightcol rightbar rightside right leftbar sidecol sidecontent r1 blogroll panel portlet "
     "gadget fixed sticky float"},
    {kHintComment,
     "comment comments commentlist commentbody commentform commenttext respond disqus remark "
     "feedback cmt cmts pinglun liuyan guestbook gentie pingback trackback "
     "commentary responses discuss livefyre leavereply"},
    {kHintShare,
     "share shares sharing sharebar sharebox sharedaddy addthis addtoany social socials socialbar "
     "socialshare facebook twitter fb pinterest whatsapp linkedin instagram telegram weibo weixin "
     "wechat qrcode qr bdshare jiathis fenxiang follow followus like likes digg upvote vote votes "
     "favor favorite collect bookmark ewm erweima zan dianzan sns qzone snsbox heart reaction "
     "reactions mood xinqing jp jetpack sd joinus join"},
    {kHintRelated,
     "related relatedposts relatedarticles relatedcontent relatednews relatedlinks recommend "
     "recommended recommendation recommendations recommends recom popular trending mostread "
     "mostpopular latest hot hots rank ranking ranklist toplist more readmore morenews morefrom "
     "similar suggested suggestion suggestions alsolike yarpp outbrain taboola xiangguan xgyd "
     "xgxw xgwz xgnews tuijian tuijie rmtj guess guesslike youlike maylike recirc recirculation "
     "readnext upnext nextup seealso also zergnet hotnews remen paihang yandu jingxuan relate "
     "relation relative crosslink crosslinks elsewhere explore discover morestories furtherreading "
     "fresh new newest recent"},
    {kHintAdvert,
     "ad ads adv advert adverts advertise advertisement advertisements advertising adsense "
     "adsbygoogle adslot adbox adunit adwrap adwrapper adcontainer dfp gpt gg ggad guanggao "
     "sponsor sponsors sponsored sponsorship promo promos promotion promotions promoted affiliate "
     "commercial banner banners product products price buy shop cta callout marketing partner "
     "partners offer deal deals coupon appdownload download app appbox store"},
    {kHintMeta,
     "meta metadata byline bylines author authors authorname writer date dates dateline datetime "
     "time timestamp pubdate pubtime published publish posted postedon postmeta entrymeta "
     "articlemeta articleinfo newsinfo info infos source sources laiyuan zuozhe editor editors "
     "bianji views view viewcount readcount counter count reads hits readtime readingtime "
     "update updated modified lastmodified statistics stats stat infobar titleinfo "
     "attribution contributor postinfo subinfo articletitleinfo"},
    {kHintTags,
     "tag tags taglist tagcloud tagslinks keyword keywords category categories cat cats catlinks "
     "topics label labels biaoqian posttags terms taxonomy subject subjects hashtag hashtags filed "
     "postcategories"},
    {kHintTitle,
     "title titles headline headlines subtitle subheadline posttitle entrytitle articletitle "
     "pagetitle biaoti newstitle headtitle h1 kicker eyebrow overline maintitle"},
    {kHintCaption,
     "caption captions credit credits figcaption wpcaption imagecaption photocaption copyrightimg "
     "photo photos image images img imgs picture pictures figure gallery galleries slideshow "
     "slide slider carousel swiper slick owl flickity splide glide fancybox photoswipe "
     "photographer pictext imgtext lightbox thumb thumbs thumbnail "
     "legend caption1"},
    {kHintForm,
     "login signin signup register registration subscribe subscription subscriber newsletter "
     "newsletters email mail mailchimp search searchform searchbox form forms input optin paywall "
     "meter account user member piano donate donation support contact contactform denglu zhuce "
     "mc gform wpforms hsform regwall membership sso"},
    {kHintLegal,
     "copyright copyrights disclaimer disclaimers license licence legal cookie cookies consent "
     "gdpr privacy terms banquan shengming statement declare notice rights cc creativecommons "
     "onetrust policy mianze announce"},
    {kHintPager,
     "pagination pager pages pagenav pagenavi paging prev previous next nextprev prevnext "
     "postnav postnavigation pagelinks newer older shangxia fanye pagebar prenext pagelist"},
    {kHintHidden,
     "hidden hide invisible sronly visuallyhidden screenreadertext screenreader screen reader "
     "printonly print accessible offscreen nodisplay none noscript sr"},
    {kHintBio,
     "bio authorbio authorbox authorinfo aboutauthor aboutauthors abouttheauthor profile "
     "biography authorprofile authorcard about gravatar vcard authordescription postauthor"},
    {kHintMedia,
     "player video videos audio podcast embed youtube vimeo jwplayer brightcove mediaplayer "
     "playlist media vjs videoplayer iframe listen soundcloud"},
    {kHintQuote,
     "quote quotes blockquote pullquote pullquotes tweet tweets twittertweet instagrammedia "
     "testimonial quoted quotebox"},
    {kHintLead,
     "lead lede leadin leadtext standfirst intro introduction zhaiyao daoyu teaser preamble chapo "
     "sapo hatline bajada ingress vorspann anriss entradilla"},
    {kHintSummary,
     "summary dek deck excerpt abstract description desc subhead subheadline highlights keypoints "
     "tldr brief abstracts"},
    {kHintList,
     "list lists items item grid card cards tile tiles feed stream articlelist newslist "
     "postlist archive archives collection listing listitem cardlist flex loop ul li row "
     "liebiao"},
    {kHintButton,
     "button buttons btn btns tool tools action actions print fontsize zihao accessibility "
     "toggle icon icons controls gotop backtop totop back backtotop report jubao close expand "
     "collapse edit editsection utility utilities options toolbox"},
    {kHintPopup,
     "modal overlay popup pop popover lightbox tooltip dialog toast interstitial notification "
     "alert flyout snackbar layer mask"},
    {kHintSignature,
     "signature sig sign avatar favatar userinfo usercard userpanel postauthor pls authi "
     "avatars userbox usertitle poster posterinfo postprofile memberinfo userdetails badge badges "
     "postuser pstatus"},
    {kHintNote,
     "footnote footnotes reference references reflist citation citations cite note notes infobox "
     "factbox sidenote bibliography endnotes sources refs factsheet inset box"},
};

constexpr std::string_view kNegations[] = {"has", "no", "with", "without", "is", "not"};

constexpr size_t kLongestWord = 31;  // that is looked up: a bit for each length

// Long words are also found glued to others ("relatedarticlesbox", "articlebodymodule").
constexpr size_t kShortestGlued = 6;

class Lexicon {
 public:
  Lexicon() {
    for (const HintWords& row : kWords) {
      for (size_t at = 0; at < row.words.size();) {
        const size_t end = std::min(row.words.find(' ', at), row.words.size());
        const std::string_view word = row.words.substr(at, end - at);
        lengths_of(word) |= uint32_t{1} << word.size();
        Entry& entry = entry_of(word);
        entry.word = word;
        entry.hints |= row.hint;
        if (word.size() >= kShortestGlued) {
          begins_.set(filter_bit(word));
          ends_.set(filter_bit(word.substr(word.size() - kShortestGlued)));
        }
        at = end + 1;
      }
    }
  }

  Hints look_up(std::string_view word) const {
    if (word.size() > kLongestWord) return 0;
    auto& self = const_cast<Lexicon&>(*this);
    return self.lengths_of(word) >> word.size() & 1 ? self.entry_of(word).hints : 0;
  }

  // Of the longest known start of the word, or else end.
  Hints look_up_glued(std::string_view word) const {
    if (begins_.test(filter_bit(word))) {
      for (size_t n = word.size(); n-- > kShortestGlued;) {
        if (Hints h = look_up(word.substr(0, n))) return h;
      }
    }
    if (ends_.test(filter_bit(word.substr(word.size() - kShortestGlued)))) {
      for (size_t n = word.size(); n-- > kShortestGlued;) {
        if (Hints h = look_up(word.substr(word.size() - n))) return h;
      }
    }
    return 0;
  }

 private:
  struct Entry {
    std::string_view word;
    Hints hints = 0;
  };
  // That of the word, or the free one where it would be.
  Entry& entry_of(std::string_view word) {
    size_t i = hash_of(word) % kEntries;
    while (!entries_[i].word.empty() && entries_[i].word != word) i = (i + 1) % kEntries;
    return entries_[i];
  }

  // Of the words with these first two letters, by length: most of what is looked up is unknown.
  uint32_t& lengths_of(std::string_view word) {
    return lengths_[(word[0] & 31) << 5 | (word.size() > 1 ? word[1] & 31 : 0)];
  }

  static size_t filter_bit(std::string_view word) {
    return hash_of(word.substr(0, kShortestGlued)) % kFilterBits;
  }

  static constexpr size_t kFilterBits = 1 << 14;
  static constexpr size_t kEntries = 1 << 12;  // several times as many as there are words
  std::array<Entry, kEntries> entries_{};
  std::array<uint32_t, 32 * 32> lengths_{};
  // Of the six letters that a long word begins or ends with.
  std::bitset<kFilterBits> begins_, ends_;
};

const Lexicon& lexicon() {
  static const auto* const made = new Lexicon();
  return *made;
}

bool negates(std::string_view word) {
  constexpr uint32_t kInitials = [] {
    uint32_t initials = 0;
    for (const std::string_view n : kNegations) initials |= uint32_t{1} << (n[0] & 31);
    return initials;
  }();
  if ((kInitials >> (word[0] & 31) & 1) == 0) return false;
  return std::find(std::begin(kNegations), std::end(kNegations), word) != std::end(kNegations);
}

// In this order a word goes on as long as they do not fall: "postContent" is two.
enum Letter : uint8_t { kNone, kSpace, kUpper, kLower };
constexpr std::array<Letter, 256> kLetters = [] {
  std::array<Letter, 256> letters{};
  letters[' '] = kSpace;
  for (int c = 'a'; c <= 'z'; ++c) letters[c] = kLower, letters[c - 32] = kUpper;
  return letters;
}();
Letter letter_of(char c) { return kLetters[static_cast<unsigned char>(c)]; }

}  // namespace

Hints hints_of(std::string_view value) {
  constexpr size_t kLongest = 400;  // utility-class frameworks write kilobytes of noise
  value = value.substr(0, kLongest);
  // Only the letters, in lower case: so a word and the one before it stand there as one.
  std::array<char, kLongest> letters;
  size_t end = 0;
  std::string_view previous;
  Hints hints = 0;
  bool negated = false;
  const Lexicon& words = lexicon();
  for (size_t at = 0; at < value.size();) {
    Letter letter = letter_of(value[at]);
    if (letter < kUpper) {
      if (letter == kSpace) previous = {}, negated = false;
      ++at;
      continue;
    }
    const size_t begin = end;
    for (Letter before = kUpper; letter >= before; letter = letter_of(value[at])) {
      letters[end++] = static_cast<char>(value[at] | 0x20);
      before = letter;
      if (++at == value.size()) break;
    }
    const std::string_view word(letters.data() + begin, end - begin);
    if (word.size() > 24 || negates(word)) {
      negated |= word.size() <= 24;
      end = begin;
      continue;
    }
    if (!negated) {
      Hints h = words.look_up(word);
      if (h == 0 && word.size() > 7) h = words.look_up_glued(word);
      if (!previous.empty()) h |= words.look_up({previous.data(), previous.size() + word.size()});
      hints |= h;
    }
    previous = word;
  }
  return hints;
}

Hints remembered_hints(std::string_view value) {
  constexpr size_t kMostValues = 4096;
  struct Seen {
    uint64_t hash = 0;  // of 64 bits: no two values that a crawl meets share one
    Hints hints = 0;
  };
  thread_local std::array<Seen, kMostValues> all{};
  if (value.empty()) return 0;
  const uint64_t hash = hash_of(value);
  Seen& seen = all[hash % kMostValues];
  if (seen.hash != hash) seen = {hash, hints_of(value)};
  return seen.hints;
}

}  // namespace winnow
