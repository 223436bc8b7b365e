#include "parser/warc/exchange.h"

#include "parser/ascii.h"
#include "parser/gzip.h"
#include "parser/http/fields.h"
#include "parser/iso_time.h"
#include "parser/warc/digest.h"
#include "parser/warc/writer.h"

namespace winnow {
namespace {

constexpr size_t kMaxPlaces = 32'768;  // about 300 bytes each
constexpr std::string_view kNotModified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
constexpr std::string_view kSamePayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

bool is_named(std::string_view line, std::string_view name) {
  const size_t colon = line.find(':');
  return colon != line.npos && equals_ignore_case(trim(line.substr(0, colon)), name);
}

bool is_not_modified(std::string_view head) {
  const size_t space = head.find(' ');
  return space != head.npos && head.substr(space + 1).starts_with("304");
}

std::string member_of(std::string_view type, std::string_view id, Time date, const Fields& fields,
                      std::string_view block) {
  std::string record, member;
  append_warc_record(type, id, date, fields, block, record);
  append_gzip(record, member);
  return member;
}

}  // namespace

std::string archived_head(std::string_view head, std::string_view body) {
  if (is_not_modified(head)) return std::string(head);
  std::string out;
  out.append(cut_line(head)).append("\r\n");
  bool length_said = false;
  const std::string length = std::to_string(body.size());
  while (!head.empty()) {
    const std::string_view line = cut_line(head);
    if (line.empty()) break;
    const bool same_length = is_named(line, "Content-Length") &&
                             trim(line.substr(line.find(':') + 1)) == length && !length_said;
    length_said |= same_length;
    const bool changed = is_named(line, "Content-Encoding") ||
                         is_named(line, "Transfer-Encoding") ||
                         (is_named(line, "Content-Length") && !same_length);
    out.append(changed ? "X-Crawl-" : "").append(line).append("\r\n");
  }
  if (!length_said) out.append("Content-Length: ").append(length).append("\r\n");
  return out += "\r\n";
}

std::string ExchangeRecords::new_id() { return warc_record_id({random_(), random_()}); }

std::string ExchangeRecords::begin_file(std::string_view file_name, Time now,
                                        std::string_view about) {
  warcinfo_id_ = new_id();
  Fields fields;
  fields.add("WARC-Filename", file_name);
  fields.add("Content-Type", "application/warc-fields");
  return member_of("warcinfo", warcinfo_id_, now, fields, about);
}

void ExchangeRecords::remember(const std::string& digest, Place place) {
  if (!places_.emplace(digest, std::move(place)).second) return;
  oldest_.push_back(digest);
  if (oldest_.size() <= kMaxPlaces) return;
  places_.erase(oldest_.front());
  oldest_.pop_front();
}

std::string ExchangeRecords::members_of(const HttpExchange& exchange) {
  const std::string id = new_id();
  Fields fields;
  fields.add("WARC-Target-URI", exchange.url);
  fields.add("WARC-Warcinfo-ID", warcinfo_id_);
  if (!exchange.address.empty()) fields.add("WARC-IP-Address", exchange.address);
  Fields request = fields;
  request.add("WARC-Concurrent-To", id);
  request.add("Content-Type", "application/http; msgtype=request");
  fields.add("Content-Type", "application/http; msgtype=response");

  std::string block = archived_head(exchange.response_head, exchange.body);
  std::string_view type = "response";
  if (is_not_modified(exchange.response_head)) {
    type = "revisit";
    fields.add("WARC-Profile", kNotModified);
    fields.add("WARC-Refers-To-Target-URI", exchange.url);
  } else {
    const std::string digest = warc_digest(exchange.body);
    fields.add("WARC-Payload-Digest", digest);
    const auto known = exchange.body.empty() ? places_.end() : places_.find(digest);
    if (known != places_.end()) {
      type = "revisit";
      fields.add("WARC-Profile", kSamePayload);
      fields.add("WARC-Refers-To", known->second.id);
      fields.add("WARC-Refers-To-Target-URI", known->second.url);
      fields.add("WARC-Refers-To-Date", iso_time(known->second.date));
    } else {
      block += exchange.body;
      if (!exchange.body.empty()) remember(digest, {id, exchange.url, exchange.began});
    }
    if (!exchange.truncated.empty()) fields.add("WARC-Truncated", exchange.truncated);
  }
  return member_of(type, id, exchange.began, fields, block) +
         member_of("request", new_id(), exchange.began, request, exchange.request_head);
}

}  // namespace winnow
