#include "crawler/writer.h"

#include <leveldb/env.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <memory>
#include <vector>

#include <leveldb/helpers/memenv.h>
#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

Commit commit_of(const std::string& host, int page) {
  NewUrl link;
  link.entry.url = "http://" + host + "/" + std::to_string(page);
  link.authority = host;
  Commit commit;
  commit.links.push_back(link);
  return commit;
}

struct Answers {
  std::vector<std::string> order;
  WriterAnswers handlers() {
    WriterAnswers h;
    h.committed = [this](uint64_t id, Applied applied) {
      order.push_back("commit " + std::to_string(id) + ": " + std::to_string(applied.fresh.size()));
    };
    h.loaded = [this](const std::string& authority, HostLoaded loaded) {
      order.push_back("load " + authority + ": " + std::to_string(loaded.window.fresh.size()));
    };
    h.recalled = [this](uint64_t id, std::optional<UrlRecord> record) {
      order.push_back("recall " + std::to_string(id) + ": " + (record ? "known" : "unknown"));
    };
    return h;
  }
};

void run_until(boost::asio::io_context& io, const Answers& answers, size_t count) {
  const auto work = boost::asio::make_work_guard(io);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (answers.order.size() < count && std::chrono::steady_clock::now() < deadline) {
    io.run_one_for(100ms);
  }
}

TEST_CASE("requests are answered in order, and each sees the commits before it and no others") {
  const TemporaryFolder folder;
  const auto store = Store::open(folder.path() / "store");
  boost::asio::io_context io;
  Answers answers;
  Writer writer(io, *store, 10ms, answers.handlers());
  writer.load("a.example", 10);
  writer.commit(1, commit_of("a.example", 1));
  writer.commit(2, commit_of("a.example", 2));
  writer.load("a.example", 10);
  writer.recall(3, "http://a.example/3");
  writer.commit(4, commit_of("a.example", 3));
  writer.commit(5, commit_of("a.example", 1));
  writer.recall(6, "http://a.example/3");
  run_until(io, answers, 8);
  const std::vector<std::string> expected = {
      "load a.example: 0",  "commit 1: 1", "commit 2: 1", "load a.example: 2",
      "recall 3: unknown", "commit 4: 1", "commit 5: 0", "recall 6: known"};
  CHECK(answers.order == expected);
  CHECK(writer.asked() == 8);
  CHECK(writer.answered() == 8);
}

TEST_CASE("what was asked before the end is still written") {
  const TemporaryFolder folder;
  {
    const auto store = Store::open(folder.path() / "store");
    boost::asio::io_context io;
    Answers answers;
    {
      Writer writer(io, *store, 1h, answers.handlers());
      for (int i = 0; i < 200; ++i) writer.commit(i, commit_of("a.example", i));
    }
    io.run();
    CHECK(answers.order.empty());  // nobody is there to be told
  }
  CHECK(Store::open(folder.path() / "store")->url_count() == 200);
}

// A disk that is full from some moment on.
class FullDisk : public leveldb::EnvWrapper {
 public:
  FullDisk() : EnvWrapper(leveldb::NewMemEnv(leveldb::Env::Default())), owned_(target()) {}

  leveldb::Status NewWritableFile(const std::string& name, leveldb::WritableFile** file) override {
    const leveldb::Status status = target()->NewWritableFile(name, file);
    if (status.ok()) *file = new File(*this, *file);
    return status;
  }

  std::atomic<bool> full{false};

 private:
  struct File : leveldb::WritableFile {
    File(const FullDisk& d, leveldb::WritableFile* f) : disk(d), file(f) {}
    leveldb::Status Append(const leveldb::Slice& data) override {
      return disk.full ? leveldb::Status::IOError("disk full") : file->Append(data);
    }
    leveldb::Status Close() override { return file->Close(); }
    leveldb::Status Flush() override { return file->Flush(); }
    leveldb::Status Sync() override { return file->Sync(); }
    const FullDisk& disk;
    std::unique_ptr<leveldb::WritableFile> file;
  };
  std::unique_ptr<leveldb::Env> owned_;
};

std::unique_ptr<Store> open_on(leveldb::Env& env) {
  StoreOptions options;
  options.env = &env;
  return Store::open("/store", options);
}

TEST_CASE("a failing store ends the io_context's run, and nothing is answered after it") {
  FullDisk disk;
  const auto store = open_on(disk);
  boost::asio::io_context io;
  Answers answers;
  Writer writer(io, *store, 10ms, answers.handlers());
  writer.commit(1, commit_of("a.example", 1));
  run_until(io, answers, 1);
  REQUIRE(answers.order.size() == 1);
  disk.full = true;
  writer.commit(2, commit_of("a.example", 2));
  writer.load("a.example", 10);
  io.restart();
  const auto work = boost::asio::make_work_guard(io);
  CHECK_THROWS_AS(io.run_for(30s), StoreError);
  CHECK(answers.order.size() == 1);
  CHECK(writer.answered() == 1);
}

}  // namespace
}  // namespace winnow
