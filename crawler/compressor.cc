#include "crawler/compressor.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <new>

namespace winnow {
namespace {

constexpr size_t kBuffer = 64 << 10;
constexpr int kGzipWindow = 15 + 16;  // the largest; 16: a gzip header (RFC 1952), not zlib's
constexpr int kZstdLevel = 3;         // the library's own choice

class None final : public Compressor {
 public:
  void add(std::string_view bytes, std::string& out) override { out += bytes; }
  void finish(std::string&) override {}
};

class Gzip final : public Compressor {
 public:
  Gzip() {
    const int level = Z_DEFAULT_COMPRESSION, memory = 8;
    if (deflateInit2(&stream_, level, Z_DEFLATED, kGzipWindow, memory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Gzip() override { deflateEnd(&stream_); }

  void add(std::string_view bytes, std::string& out) override {
    while (!bytes.empty()) {  // zlib counts in 32 bits
      const std::string_view part = bytes.substr(0, 1u << 30);
      bytes.remove_prefix(part.size());
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(part.data()));
      stream_.avail_in = static_cast<uInt>(part.size());
      run(Z_NO_FLUSH, out);
    }
  }
  void finish(std::string& out) override { run(Z_FINISH, out); }

 private:
  void run(int flush, std::string& out) {
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
      stream_.avail_out = kBuffer;
      deflate(&stream_, flush);
      out.append(buffer_.data(), kBuffer - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  z_stream stream_{};
  std::array<char, kBuffer> buffer_;
};

class Zstd final : public Compressor {
 public:
  Zstd() {
    if (!context_) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kZstdLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  void add(std::string_view bytes, std::string& out) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    while (in.pos < in.size) run(in, ZSTD_e_continue, out);
  }
  void finish(std::string& out) override {
    ZSTD_inBuffer nothing{nullptr, 0, 0};
    while (run(nothing, ZSTD_e_end, out) != 0) {
    }
  }

 private:
  size_t run(ZSTD_inBuffer& in, ZSTD_EndDirective end, std::string& out) {
    ZSTD_outBuffer room{buffer_.data(), kBuffer, 0};
    const size_t left = ZSTD_compressStream2(context_.get(), &room, &in, end);
    if (ZSTD_isError(left)) throw std::bad_alloc();  // nothing else can fail
    out.append(buffer_.data(), room.pos);
    return left;
  }

  struct Free {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  };
  std::unique_ptr<ZSTD_CCtx, Free> context_{ZSTD_createCCtx()};
  std::array<char, kBuffer> buffer_;
};

template <class C>
std::unique_ptr<Compressor> make() {
  return std::make_unique<C>();
}

constexpr std::array kTable = {Compression{"none", "", make<None>},
                               Compression{"gzip", ".gz", make<Gzip>},
                               Compression{"zstd", ".zst", make<Zstd>}};

}  // namespace

void RecordCompressor::add(std::string_view bytes, std::string& out) {
  begun_ += bytes;
  std::string_view rest = begun_;
  while (const auto size = size_(rest)) {
    put(rest.substr(0, *size), out);
    rest.remove_prefix(*size);
  }
  begun_.erase(0, begun_.size() - rest.size());
}

void RecordCompressor::finish(std::string& out) {
  if (!begun_.empty()) put(begun_, out);
  begun_.clear();
}

void RecordCompressor::put(std::string_view record, std::string& out) const {
  const auto compressor = make_();
  compressor->add(record, out);
  compressor->finish(out);
}

std::span<const Compression> compressions() { return kTable; }

Result<const Compression*> compression(std::string_view name) {
  const auto found = std::ranges::find(kTable, name, &Compression::name);
  if (found == kTable.end())
    return Error{"there is no compression " + std::string(name) + ", only none, gzip and zstd"};
  return &*found;
}

}  // namespace winnow
