#include "crawler/status.h"

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <ctime>

#include "crawler/counters.h"

namespace winnow {
namespace {

namespace json = boost::json;

json::value time_or_null(Time time) {
  if (time == Time{} || time == Time::max()) return nullptr;
  return json::string(format_time(time));
}

// "verdicts:article" is member "article" of object "verdicts".
json::object counters_json(const CrawlStatus& status) {
  json::object counters;
  for (const CounterInfo& info : kCounters) {
    if (info.label.empty()) counters[info.name] = 0;
  }
  for (const auto& [name, value] : status.counters) {
    const size_t colon = name.find(':');
    if (colon == name.npos) {
      counters[name] = value;
      continue;
    }
    json::value& group = counters[name.substr(0, colon)];
    if (!group.is_object()) group.emplace_object();
    group.as_object()[name.substr(colon + 1)] = value;
  }
  return counters;
}

double seconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1e6; }

// 1234567 -> "1,234,567"
std::string grouped(uint64_t number) {
  std::string digits = std::to_string(number);
  for (size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string bytes_text(uint64_t bytes) {
  static constexpr const char* kUnits[] = {"B", "KiB", "MiB", "GiB", "TiB"};
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1024 && unit + 1 < std::size(kUnits)) value /= 1024, ++unit;
  char text[32];
  std::snprintf(text, sizeof text, unit == 0 ? "%.0f %s" : "%.1f %s", value, kUnits[unit]);
  return text;
}

std::string span_text(int64_t seconds) {
  const int64_t days = seconds / 86400, hours = seconds / 3600 % 24, minutes = seconds / 60 % 60;
  if (days > 0) return std::to_string(days) + " d " + std::to_string(hours) + " h";
  if (hours > 0) return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
  if (minutes > 0) return std::to_string(minutes) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds) + " s";
}

// Reads members that may be missing or of another type.
class Reader {
 public:
  explicit Reader(const json::object& object) : object_(object) {}

  uint64_t number(std::string_view name) const {
    const json::value* value = object_.if_contains(name);
    return value && value->is_number() ? value->to_number<uint64_t>() : 0;
  }
  std::string text(std::string_view name) const {
    const json::value* value = object_.if_contains(name);
    return value && value->is_string() ? std::string(value->as_string()) : "";
  }
  Reader object(std::string_view name) const {
    static const json::object kNone;
    const json::value* value = object_.if_contains(name);
    return Reader(value && value->is_object() ? value->as_object() : kNone);
  }
  // "ok 12, not-found 3", most frequent first.
  std::string list(std::string_view name) const {
    std::vector<std::pair<uint64_t, std::string>> items;
    const Reader group = object(name);
    for (const auto& item : group.object_) {
      items.emplace_back(group.number(item.key()), std::string(item.key()));
    }
    std::sort(items.rbegin(), items.rend());
    std::string line;
    for (const auto& [count, label] : items) {
      line += (line.empty() ? "" : ", ") + label + " " + grouped(count);
    }
    return line.empty() ? "none yet" : line;
  }

 private:
  const json::object& object_;
};

std::string next_text(const Reader& frontier) {
  if (frontier.number("queued") == 0) return "nothing is queued";
  const std::string at = frontier.text("next_due");
  if (at.empty()) return "nothing can be fetched (page budgets are spent)";
  const std::string host = frontier.text("next_host");
  const uint64_t wait = frontier.number("next_due_in_seconds");
  return (host.empty() ? "" : host + ", ") +
         (wait == 0 ? "due now" : "in " + span_text(static_cast<int64_t>(wait)) + ", at " + at);
}

}  // namespace

std::string format_time(Time time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

std::string status_json(const CrawlStatus& s) {
  const Millis wait = s.engine.next_due == Time::max() || s.engine.next_due < s.now
                          ? Millis(0)
                          : s.engine.next_due - s.now;
  json::object out;
  out["version"] = WINNOW_VERSION;
  out["state"] = s.state;
  out["reason"] = s.reason;
  out["pid"] = s.pid;
  out["now"] = time_or_null(s.now);
  out["started"] = time_or_null(s.started);
  out["uptime_seconds"] =
      s.started == Time{} ? 0 : std::chrono::duration_cast<Seconds>(s.now - s.started).count();
  out["slots"] = {{"held", s.engine.slots_held}, {"limit", s.max_connections},
                  {"fetching", s.fetching},      {"extracting", s.extracting},
                  {"storing", s.storing},        {"settled", s.engine.settled}};
  out["frontier"] = {{"hosts", s.engine.hosts},
                     {"hosts_scheduled", s.engine.hosts_ready},
                     {"queued", s.engine.queued},
                     {"next_due", time_or_null(s.engine.next_due)},
                     {"next_due_in_seconds", std::chrono::ceil<Seconds>(wait).count()},
                     {"next_host", s.engine.next_host}};
  out["store"] = {{"urls", s.urls},
                  {"last_sequence", s.last_sequence},
                  {"damaged_records", s.damaged_records},
                  {"disk_free_bytes", s.disk_free_bytes}};
  out["process"] = {{"resident_bytes", s.resident_bytes},
                    {"engine_cpu_seconds", seconds(s.engine_cpu)},
                    {"extract_cpu_seconds", seconds(s.extract_cpu)},
                    {"store_cpu_seconds", seconds(s.store_cpu)}};
  out["counters"] = counters_json(s);
  return json::serialize(out);
}

std::string status_text(const std::string& text) {
  json::error_code error;
  const json::value value = json::parse(text, error);
  if (error || !value.is_object()) throw std::runtime_error("the status is no JSON object");
  const Reader all(value.as_object());
  const Reader slots = all.object("slots"), frontier = all.object("frontier"),
               store = all.object("store"), process = all.object("process"),
               counters = all.object("counters");
  const bool alive = all.number("pid") != 0;
  std::string out = "winnow " + all.text("version") + ": " + all.text("state");
  if (!all.text("reason").empty()) out += " (" + all.text("reason") + ")";
  if (alive) {
    out += " for " + span_text(static_cast<int64_t>(all.number("uptime_seconds"))) + ", pid " +
           std::to_string(all.number("pid")) + ", " + bytes_text(process.number("resident_bytes"));
  }
  const auto line = [&out](const char* name, const std::string& what) {
    char label[16];
    std::snprintf(label, sizeof label, "\n%-12s", name);
    out += label + what;
  };
  if (alive) {
    line("at work", grouped(slots.number("held")) + " of " + grouped(slots.number("limit")) +
                        " slots: " + grouped(slots.number("fetching")) + " fetching, " +
                        grouped(slots.number("extracting")) + " extracting, " +
                        grouped(slots.number("storing")) + " storing");
  }
  line("queued", grouped(frontier.number("queued")) + " URLs of " + grouped(store.number("urls")) +
                     " known, " + grouped(frontier.number("hosts")) + " hosts");
  line("next", next_text(frontier));
  line("fetched", grouped(counters.number("pages_fetched")) + " pages, " +
                      bytes_text(counters.number("bytes_fetched")));
  line("outcomes", counters.list("outcomes"));
  line("verdicts", counters.list("verdicts"));
  line("articles", grouped(counters.number("articles_new")) + " stored, " +
                       grouped(counters.number("articles_duplicate")) + " of them duplicates, " +
                       grouped(counters.number("articles_changed")) + " changed since");
  line("disk", bytes_text(store.number("disk_free_bytes")) + " free");
  if (store.number("damaged_records") > 0) {
    line("damaged",
         grouped(store.number("damaged_records")) + " records: run winnow check --store");
  }
  return out + "\n";
}

std::string status_line(const CrawlStatus& s) {
  const auto counter = [&s](std::string_view name) -> uint64_t {
    for (const auto& [n, value] : s.counters) {
      if (n == name) return value;
    }
    return 0;
  };
  return s.state + (s.reason.empty() ? "" : " (" + s.reason + ")") + ": " +
         grouped(counter(counter::kPages)) + " pages, " + grouped(counter(kArticlesNew)) +
         " articles, " + grouped(s.engine.queued) + " queued, " + grouped(s.engine.slots_held) +
         " at work, " + bytes_text(s.resident_bytes);
}

CrawlStatus stopped_status(const Store& store, Time now) {
  CrawlStatus s;
  s.state = "stopped";
  s.now = now;
  s.engine.next_due = Time::max();
  store.scan_hosts([&](const HostRecord& host, Time due) {
    ++s.engine.hosts;
    s.engine.queued += host.queued;
    if (due == Time::max()) return true;
    const Time next = std::max({due, host.next_allowed, host.breaker_until});
    if (next < s.engine.next_due) {
      s.engine.next_due = next;
      s.engine.next_host = host.authority;
    }
    return true;
  });
  s.urls = store.url_count();
  s.last_sequence = store.last_sequence();
  s.counters = store.counters();
  s.damaged_records = store.damaged();
  return s;
}

}  // namespace winnow
