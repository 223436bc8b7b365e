#include "tests/parser/support/warc_rules.h"

#include <map>
#include <regex>
#include <set>
#include <vector>

#include "parser/gunzip.h"
#include "tests/parser/support/sha1.h"

namespace winnow {
namespace {

struct Record {
  std::multimap<std::string, std::string> fields;
  std::string block;
  std::string get(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? "" : found->second;
  }
};

// Every name that the standard defines (5), with its syntax, and the types that may have it.
struct Rule {
  std::string syntax, types;
};

const std::string kUri = "[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>]+";
const std::string kId = "<" + kUri + ">";
const std::string kDate = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z";
const std::string kDigest = "sha1:[A-Z2-7]{32}";

const std::map<std::string, Rule> kRules = {
    {"WARC-Type", {"warcinfo|response|request|revisit|conversion|metadata|resource", ""}},
    {"WARC-Record-ID", {kId, ""}},
    {"WARC-Date", {kDate, ""}},
    {"Content-Length", {"\\d+", ""}},
    {"Content-Type", {"[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[A-Za-z0-9-]+)*", ""}},
    {"WARC-Concurrent-To", {kId, "response request revisit metadata resource"}},
    {"WARC-Block-Digest", {kDigest, ""}},
    {"WARC-Payload-Digest", {kDigest, "response request revisit conversion resource"}},
    {"WARC-IP-Address", {"[0-9.]+|[0-9a-f:.]+", "response request revisit metadata resource"}},
    {"WARC-Refers-To", {kId, "revisit conversion metadata"}},
    {"WARC-Refers-To-Target-URI", {kUri, "revisit conversion metadata"}},
    {"WARC-Refers-To-Date", {kDate, "revisit conversion metadata"}},
    {"WARC-Target-URI", {kUri, "response request revisit conversion metadata resource"}},
    {"WARC-Truncated", {"length|time|disconnect|unspecified", "response request revisit resource"}},
    {"WARC-Warcinfo-ID", {kId, "response request revisit conversion metadata resource"}},
    {"WARC-Filename", {"[^/]+", "warcinfo"}},
    {"WARC-Profile",
     {"http://netpreserve\\.org/warc/1\\.1/revisit/(identical-payload-digest|server-not-modified)",
      "revisit"}},
};

// One record, which must fill the member from end to end.
std::string parse(const std::string& member, Record& record) {
  if (!member.starts_with("WARC/1.1\r\n")) return "no version line";
  size_t at = 10;
  while (member.compare(at, 2, "\r\n") != 0) {
    const size_t end = member.find("\r\n", at);
    const size_t colon = member.find(": ", at);
    if (end == member.npos || colon == member.npos || colon > end) return "a bad field line";
    record.fields.emplace(member.substr(at, colon - at), member.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  const std::string length = record.get("Content-Length");
  if (length.empty()) return "no Content-Length";
  record.block = member.substr(at + 2, std::stoul(length));
  return member.substr(at + 2 + record.block.size()) == "\r\n\r\n" &&
                 std::to_string(record.block.size()) == length
             ? ""
             : "its length does not lead to its end";
}

std::vector<std::string> faults_of(const Record& record) {
  std::vector<std::string> faults;
  const std::string type = record.get("WARC-Type");
  for (const auto& [name, value] : record.fields) {
    const auto rule = kRules.find(name);
    if (rule == kRules.end()) {
      faults.push_back("an unknown field " + name);
      continue;
    }
    if (!std::regex_match(value, std::regex(rule->second.syntax)))
      faults.push_back(name + " has the value " + value);
    const std::string& types = rule->second.types;
    if (!types.empty() && (" " + types + " ").find(" " + type + " ") == types.npos)
      faults.push_back(name + " on a " + type);
    if (record.fields.count(name) > 1) faults.push_back(name + " twice");
  }
  for (const char* name : {"WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length"})
    if (record.get(name).empty()) faults.push_back(std::string("no ") + name);
  if (type != "warcinfo" && record.get("WARC-Target-URI").empty())
    faults.push_back("no WARC-Target-URI");
  if (type == "revisit" && record.get("WARC-Profile").empty()) faults.push_back("no WARC-Profile");
  if (record.get("WARC-Profile").ends_with("digest") && record.get("WARC-Payload-Digest").empty())
    faults.push_back("no WARC-Payload-Digest");
  if (!record.block.empty() && record.get("Content-Type").empty())
    faults.push_back("no Content-Type");
  const std::string digest = record.get("WARC-Block-Digest");
  if (!digest.empty() && digest != sha1_base32(record.block))
    faults.push_back("a wrong WARC-Block-Digest");
  if (type == "response") {
    const size_t head = record.block.find("\r\n\r\n");
    if (!record.block.starts_with("HTTP/1.") || head == record.block.npos)
      faults.push_back("no HTTP response");
    else if (record.get("WARC-Payload-Digest") != sha1_base32(record.block.substr(head + 4)))
      faults.push_back("a wrong WARC-Payload-Digest");
  }
  return faults;
}

}  // namespace

std::string warc_faults(std::string_view file) {
  std::string all;
  std::set<std::string> ids;
  std::string warcinfo;
  for (size_t number = 1; !file.empty(); ++number) {
    const auto say = [&](const std::string& fault) {
      all += "record " + std::to_string(number) + ": " + fault + "\n";
    };
    // A member ends where the next one begins, whole and sound.
    size_t end = file.find("\x1f\x8b\x08", 1);
    while (end != file.npos && !is_whole_member(file.substr(0, end)))
      end = file.find("\x1f\x8b\x08", end + 1);
    const std::string_view member = file.substr(0, end);
    file.remove_prefix(member.size());
    if (!is_whole_member(member)) {
      say("is no whole gzip member");
      return all;
    }
    Record record;
    if (const std::string fault = parse(*gunzip(member, 1 << 30), record); !fault.empty()) {
      say(fault);
      continue;
    }
    for (const std::string& fault : faults_of(record)) say(fault);
    if (!ids.insert(record.get("WARC-Record-ID")).second) say("an id that was there before");
    if (number == 1) {
      if (record.get("WARC-Type") != "warcinfo") say("the first is no warcinfo");
      warcinfo = record.get("WARC-Record-ID");
    } else if (!record.get("WARC-Warcinfo-ID").empty() &&
               record.get("WARC-Warcinfo-ID") != warcinfo) {
      say("another file's WARC-Warcinfo-ID");
    }
  }
  return all;
}

}  // namespace winnow
