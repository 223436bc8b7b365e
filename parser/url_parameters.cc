#include "parser/url_parameters.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr std::string_view kSharedTo =
    "timeline|singlemessage|groupmessage|message|wechat|weixin|weixin_timeline|weibo|qq|qqfriend|"
    "qzone|wxwork|share|app|copy|copylink|search|timelinemessage";

constexpr auto kQuery = std::to_array<DroppedParameter>({
    // Campaigns, as the analytics suites tag them.
    {"utm_*", "", "utm_source=weibo"},
    {"depth_1-utm_*", "", "depth_1-utm_source=distribute.pc_relevant"},
    {"mtm_*", "", "mtm_campaign=spring"},
    {"matomo_*", "", "matomo_campaign=spring"},
    {"pk_campaign", "", "pk_campaign=spring"},
    {"pk_source", "", "pk_source=mail"},
    {"pk_medium", "", "pk_medium=mail"},
    {"pk_kwd", "", "pk_kwd=wheat"},
    {"hsa_*", "", "hsa_acc=123"},
    {"_hsenc", "", "_hsenc=p2ANqtz"},
    {"_hsmi", "", "_hsmi=123"},
    {"__hs*", "", "__hstc=1.2.3"},
    {"mc_cid", "", "mc_cid=0a1b"},
    {"mc_eid", "", "mc_eid=0a1b"},
    {"mkt_tok", "", "mkt_tok=abc"},
    {"oly_anon_id", "", "oly_anon_id=1"},
    {"oly_enc_id", "", "oly_enc_id=1"},
    {"vero_id", "", "vero_id=1"},
    {"vero_conv", "", "vero_conv=1"},
    {"ns_campaign", "", "ns_campaign=bbcnews"},
    {"ns_mchannel", "", "ns_mchannel=social"},
    {"ns_source", "", "ns_source=twitter"},
    {"at_campaign", "", "at_campaign=64"},
    {"at_medium", "", "at_medium=RSS"},
    {"xtor", "", "xtor=RSS-1"},
    {"cmpid", "", "cmpid=social"},
    {"ncid", "", "ncid=txtlnk"},
    {"ocid", "", "ocid=msedgntp"},
    {"smid", "", "smid=tw-share"},
    {"smtyp", "", "smtyp=cur"},
    {"_openstat", "", "_openstat=abc"},
    {"__twitter_impression", "", "__twitter_impression=true"},
    {"_branch_match_id", "", "_branch_match_id=1"},
    {"guccounter", "", "guccounter=1"},
    {"guce_referrer*", "", "guce_referrer=aHR0"},
    {"soc_src", "", "soc_src=mail"},
    {"soc_trk", "", "soc_trk=tw"},
    {"sr_share", "", "sr_share=facebook"},
    {"ref_src", "", "ref_src=twsrc"},
    {"ref_url", "", "ref_url=https%3A%2F%2Fb.example"},
    {"amp_js_v", "", "amp_js_v=0.1"},
    {"usqp", "", "usqp=mq331"},
    // Clicks on advertisements.
    {"gclid", "", "gclid=EAIaIQ"},
    {"gclsrc", "", "gclsrc=aw.ds"},
    {"dclid", "", "dclid=1"},
    {"gbraid", "", "gbraid=1"},
    {"wbraid", "", "wbraid=1"},
    {"gad_source", "", "gad_source=1"},
    {"gad_campaignid", "", "gad_campaignid=1"},
    {"_ga", "", "_ga=2.1.1"},
    {"_gl", "", "_gl=1*abc"},
    {"fbclid", "", "fbclid=IwAR0"},
    {"fb_action_ids", "", "fb_action_ids=1"},
    {"fb_action_types", "", "fb_action_types=og.likes"},
    {"fb_source", "", "fb_source=feed"},
    {"fb_ref", "", "fb_ref=Default"},
    {"msclkid", "", "msclkid=1"},
    {"twclid", "", "twclid=1"},
    {"ttclid", "", "ttclid=1"},
    {"yclid", "", "yclid=1"},
    {"ysclid", "", "ysclid=1"},
    {"igshid", "", "igshid=1"},
    {"igsh", "", "igsh=1"},
    {"li_fat_id", "", "li_fat_id=1"},
    {"s_kwcid", "", "s_kwcid=AL!1"},
    {"ef_id", "", "ef_id=1"},
    {"epik", "", "epik=dj0y"},
    {"irclickid", "", "irclickid=1"},
    {"rb_clickid", "", "rb_clickid=1"},
    {"zanpid", "", "zanpid=1"},
    {"wickedid", "", "wickedid=1"},
    // Chinese portals, messengers and their share buttons.
    {"spm", "", "spm=a2c4g.11186623.0.0"},
    {"spm_id_from", "", "spm_id_from=333.999.0.0"},
    {"scm", "", "scm=1007.13339.1.0"},
    {"vd_source", "", "vd_source=0a1b2c"},
    {"from_spmid", "", "from_spmid=666.25"},
    {"from_source", "", "from_source=weibo"},
    {"unique_k", "", "unique_k=abc"},
    {"share_token", "", "share_token=7b1c"},
    {"share_source", "", "share_source=copy_web"},
    {"share_medium", "", "share_medium=iphone"},
    {"share_plat", "", "share_plat=ios"},
    {"share_session_id", "", "share_session_id=1"},
    {"share_tag", "", "share_tag=s_i"},
    {"share_times", "", "share_times=1"},
    {"share_from", "", "share_from=qq"},
    {"sharefrom", "", "sharefrom=qq"},
    {"sharer_share*", "", "sharer_shareid=1"},
    {"shareuid", "", "shareuid=1"},
    {"from", kSharedTo, "from=timeline"},
    {"isappinstalled", "", "isappinstalled=0"},
    {"nsukey", "", "nsukey=abc"},
    {"wxshare_count", "", "wxshare_count=1"},
    {"wx_header", "", "wx_header=3"},
    {"pass_ticket", "", "pass_ticket=abc"},
    {"chksm", "", "chksm=97a3"},
    {"ascene", "", "ascene=1"},
    {"devicetype", "", "devicetype=iOS"},
    {"abtest_cookie", "", "abtest_cookie=AA"},
    {"exportkey", "", "exportkey=n_Ch"},
    {"refer_flag", "", "refer_flag=1001030103_"},
    {"sudaref", "", "sudaref=www.b.example"},
    {"luicode", "", "luicode=10000011"},
    {"lfid", "", "lfid=1076031"},
    {"wvr", "", "wvr=6"},
    {"tt_from", "", "tt_from=weixin"},
    {"tt_medium", "", "tt_medium=mobile"},
    {"use_new_style", "", "use_new_style=1"},
    {"bd_vid", "", "bd_vid=11"},
    {"hmsr", "", "hmsr=toutiao"},
    {"hmpl", "", "hmpl=a"},
    {"hmcu", "", "hmcu=a"},
    {"hmkw", "", "hmkw=a"},
    {"hmci", "", "hmci=a"},
    {"qhclickid", "", "qhclickid=1"},
    {"tdsourcetag", "", "tdsourcetag=s_pctim_aiomsg"},
    {"adtag", "", "ADTAG=b.c"},
    {"pgv_ref", "", "pgv_ref=aio2015"},
    {"ops_request_misc", "", "ops_request_misc=%7B%7D"},
    {"_trans_", "", "_trans_=000014"},
    {"_dtcc", "", "_dtcc=1"},
    // Sessions. What may also number a page is dropped only where it looks like a session id.
    {"phpsessid", "", "PHPSESSID=k2j3h4k2j3h4"},
    {"jsessionid", "", "jsessionid=0A1B"},
    {"aspsessionid*", "", "ASPSESSIONIDQABCDEFG=XYZ"},
    {"cfid", "", "CFID=1"},
    {"cftoken", "", "CFTOKEN=1"},
    {"oscsid", "", "osCsid=1"},
    {"zenid", "", "zenid=1"},
    {"aspxautodetectcookiesupport", "", "AspxAutoDetectCookieSupport=1"},
    {"sessionid", "{id}", "sessionid=0123456789abcdef"},
    {"session_id", "{id}", "session_id=0123456789abcdef"},
    {"sessid", "{id}", "sessid=0123456789abcdef"},
    {"session", "{id}", "session=0123456789abcdef"},
    {"sid", "{id}", "sid=0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
    {"s", "{id}", "s=0a1b2c3d4e5f60718293a4b5c6d7e8f9"},
});

constexpr auto kPath = std::to_array<DroppedParameter>({
    {"jsessionid", "", "jsessionid=0A1B2C3D.node1"},
    {"phpsessid", "", "phpsessid=k2j3h4k2j3h4"},
    {"sessionid", "", "sessionid=123"},
    {"sid", "{id}", "sid=0123456789abcdef"},
});

// At least 16 letters and digits, some of each: a number alone may be that of an article.
bool looks_like_session_id(std::string_view value) {
  return value.size() >= 16 && std::all_of(value.begin(), value.end(), is_alnum) &&
         std::any_of(value.begin(), value.end(), is_digit) &&
         std::any_of(value.begin(), value.end(), is_alpha);
}

bool is_listed(std::string_view list, std::string_view value) {
  while (!list.empty()) {
    const size_t bar = std::min(list.find('|'), list.size());
    if (equals_ignore_case(list.substr(0, bar), value)) return true;
    list.remove_prefix(std::min(bar + 1, list.size()));
  }
  return false;
}

bool name_matches(std::string_view row, std::string_view name) {
  if (row.ends_with('*')) return starts_with_ignore_case(name, row.substr(0, row.size() - 1));
  return equals_ignore_case(row, name);
}

bool value_matches(std::string_view row, std::string_view value) {
  if (row.empty()) return true;
  return row == "{id}" ? looks_like_session_id(value) : is_listed(row, value);
}

}  // namespace

ParameterTable::ParameterTable(std::span<const DroppedParameter> rows) : rows_(rows) {
  for (const DroppedParameter& row : rows) {
    by_letter_[static_cast<unsigned char>(row.name[0])].push_back(&row);
  }
}

bool ParameterTable::drops(std::string_view parameter) const {
  while (parameter.starts_with("amp;")) parameter.remove_prefix(4);  // & was escaped twice
  if (parameter.empty()) return false;
  const size_t equals = std::min(parameter.find('='), parameter.size());
  const std::string_view name = parameter.substr(0, equals);
  const std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
  const auto& rows = by_letter_[static_cast<unsigned char>(to_lower(parameter[0]))];
  return std::any_of(rows.begin(), rows.end(), [&](const DroppedParameter* row) {
    return name_matches(row->name, name) && value_matches(row->values, value);
  });
}

const ParameterTable& query_parameters() {
  static const ParameterTable table(kQuery);
  return table;
}

const ParameterTable& path_parameters() {
  static const ParameterTable table(kPath);
  return table;
}

}  // namespace winnow
