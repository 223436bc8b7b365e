#include "crawler/archiver.h"

#include <boost/asio/post.hpp>
#include <random>
#include <utility>

#include "config/identity.h"
#include "crawler/process_info.h"
#include "crawler/thread.h"
#include "parser/warc/writer.h"

namespace winnow {
namespace {

uint64_t random_bits() {
  static thread_local std::random_device device;
  return uint64_t{device()} << 32 | device();
}

std::string about(const IdentityConfig& identity) {
  Fields fields;
  fields.add("software", "winnow/" WINNOW_VERSION);
  fields.add("robots", "obey");
  fields.add("http-header-user-agent", user_agent(identity));
  if (!identity.contact.empty()) fields.add("operator", identity.contact);
  return warcinfo_block(fields);
}

uint64_t size_of(const HttpExchange& e) {
  return e.url.size() + e.request_head.size() + e.response_head.size() + e.body.size();
}

}  // namespace

Archiver::Archiver(boost::asio::io_context& io, const Config& config, std::function<void()> written)
    : io_(io),
      written_(std::move(written)),
      about_(about(config.identity)),
      records_(random_bits),
      files_(config.archive.folder, config.archive.max_file_bytes,
             [this](const std::string& name, Time now) {
               return records_.begin_file(name, now, about_);
             }) {
  thread_ = start_thread("archive", [this] { work(); });
}

Archiver::~Archiver() {
  queue_.close(false);
  if (thread_.joinable()) thread_.join();
}

void Archiver::add(std::shared_ptr<const HttpExchange> exchange) {
  ++asked_;
  waiting_bytes_ += size_of(*exchange);
  queue_.push(std::move(exchange));
}

void Archiver::finish() {
  queue_.close(false);
  if (thread_.joinable()) thread_.join();
  if (error_) std::rethrow_exception(error_);
  files_.close();
}

std::chrono::microseconds Archiver::cpu_time() { return winnow::cpu_time(thread_); }

uint64_t Archiver::write(const HttpExchange& exchange) {
  files_.prepare(wall_clock());
  files_.append(records_.members_of(exchange));
  return size_of(exchange);
}

void Archiver::work() {
  try {
    while (const auto exchange = queue_.take()) {
      const uint64_t bytes = write(**exchange);
      boost::asio::post(io_, [this, alive = std::weak_ptr<int>(alive_), bytes] {
        if (alive.expired()) return;
        ++answered_;
        waiting_bytes_ -= bytes;
        written_();
      });
    }
  } catch (...) {
    error_ = std::current_exception();
  }
  if (error_) rethrow_in(io_, error_);
}

}  // namespace winnow
