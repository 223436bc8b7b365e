#include "crawler/metrics.h"

#include <algorithm>
#include <charconv>

#include "crawler/counters.h"

namespace winnow {
namespace {

struct Gauge {
  std::string_view name, help;
  double (*value)(const CrawlStatus&);
};

double seconds(std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1e6; }

double next_due_in(const CrawlStatus& s) {
  if (s.engine.next_due == Time::max()) return -1;
  return std::max(0.0, static_cast<double>((s.engine.next_due - s.now).count()) / 1e3);
}

constexpr Gauge kGauges[] = {
    {"winnow_up", "1 while the crawl is neither paused nor stopping",
     [](const CrawlStatus& s) { return s.state == "running" ? 1.0 : 0.0; }},
    {"winnow_start_time_seconds", "Start of the daemon, Unix time",
     [](const CrawlStatus& s) { return double(s.started.time_since_epoch().count()) / 1e3; }},
    {"winnow_hosts", "Hosts that have something to fetch",
     [](const CrawlStatus& s) { return double(s.engine.hosts); }},
    {"winnow_hosts_scheduled", "Hosts that wait for their time",
     [](const CrawlStatus& s) { return double(s.engine.hosts_ready); }},
    {"winnow_queued_urls", "URLs pending",
     [](const CrawlStatus& s) { return double(s.engine.queued); }},
    {"winnow_known_urls", "URLs known", [](const CrawlStatus& s) { return double(s.urls); }},
    {"winnow_slots", "Pages that may be at work at once",
     [](const CrawlStatus& s) { return double(s.max_connections); }},
    {"winnow_slots_held", "Pages at work, from the request to the commit",
     [](const CrawlStatus& s) { return double(s.engine.slots_held); }},
    {"winnow_fetching", "Requests in flight",
     [](const CrawlStatus& s) { return double(s.fetching); }},
    {"winnow_extracting", "Pages in extraction or waiting for it",
     [](const CrawlStatus& s) { return double(s.extracting); }},
    {"winnow_storing", "Requests to the store not answered yet",
     [](const CrawlStatus& s) { return double(s.storing); }},
    {"winnow_next_due_seconds", "Until the next host is due; -1: none", next_due_in},
    {"winnow_damaged_records", "Damaged records met since the start",
     [](const CrawlStatus& s) { return double(s.damaged_records); }},
    {"winnow_disk_free_bytes", "Free space where the store is",
     [](const CrawlStatus& s) { return double(s.disk_free_bytes); }},
    {"winnow_resident_memory_bytes", "Resident memory of the daemon",
     [](const CrawlStatus& s) { return double(s.resident_bytes); }},
};

std::string number(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value);
  return std::string(text, end.ptr);
}

std::string escaped(std::string_view value) {
  std::string out;
  for (char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

void head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void counter_family(std::string& out, const CounterInfo& info, const CrawlStatus& status) {
  const std::string name = "winnow_" + std::string(info.name) + "_total";
  const std::string prefix = std::string(info.name) + ":";
  head(out, name, info.help, "counter");
  uint64_t plain = 0;
  for (const auto& [counter, value] : status.counters) {
    if (counter == info.name) plain = value;
    if (info.label.empty() || !counter.starts_with(prefix)) continue;
    out += name + "{" + std::string(info.label) + "=\"" + escaped(counter.substr(prefix.size())) +
           "\"} " + std::to_string(value) + "\n";
  }
  if (info.label.empty()) out += name + " " + std::to_string(plain) + "\n";
}

}  // namespace

std::string metrics_text(const CrawlStatus& status) {
  std::string out;
  for (const Gauge& gauge : kGauges) {
    head(out, gauge.name, gauge.help, "gauge");
    out.append(gauge.name).append(" ").append(number(gauge.value(status))).append("\n");
  }
  const std::string cpu = "winnow_cpu_seconds_total";
  head(out, cpu, "CPU time of the daemon's threads", "counter");
  out += cpu + "{thread=\"engine\"} " + number(seconds(status.engine_cpu)) + "\n";
  out += cpu + "{thread=\"extract\"} " + number(seconds(status.extract_cpu)) + "\n";
  out += cpu + "{thread=\"store\"} " + number(seconds(status.store_cpu)) + "\n";
  for (const CounterInfo& info : kCounters) counter_family(out, info, status);
  return out;
}

}  // namespace winnow
