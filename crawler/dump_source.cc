#include "crawler/dump_source.h"

#include <cstdio>
#include <stdexcept>

#include "crawler/control_client.h"

namespace winnow {
namespace {

using Take = std::function<void(std::string_view bytes)>;

DumpResult of_store(const StorageConfig& config, const DumpOptions& options, const Take& take) {
  StoreOptions store_options;
  store_options.read_only = true;
  store_options.cache_bytes = config.cache_bytes;
  const auto store = Store::open(config.path, store_options);
  auto result = dump(*store, options, [&](std::string_view bytes) {
    take(bytes);
    return true;
  });
  if (!result.ok()) throw std::runtime_error(result.error());
  if (store->damaged())
    std::fprintf(stderr, "winnow: %llu damaged records were left out; see winnow check --store\n",
                 static_cast<unsigned long long>(store->damaged()));
  return std::move(*result);
}

// The daemon has the store open: it writes the dump to its control socket.
DumpResult of_daemon(const ControlConfig& config, const DumpOptions& options, const Take& take) {
  ControlReply reply = control_stream(config.socket, "/dump?" + query_of(options), take);
  if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
  if (!reply.dump) throw std::runtime_error("the daemon broke off the dump");
  return std::move(*reply.dump);
}

}  // namespace

DumpResult read_dump(const Config& config, const DumpOptions& asked, const Take& take) {
  DumpOptions options = asked;
  options.product_token = config.identity.product_token;
  try {
    return of_store(config.storage, options, take);
  } catch (const StoreInUse&) {
    if (!is_daemon_running(config.control.socket)) throw;
    return of_daemon(config.control, options, take);
  }
}

}  // namespace winnow
