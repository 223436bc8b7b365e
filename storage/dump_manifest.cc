#include "storage/dump_manifest.h"

#include "storage/json_members.h"

namespace winnow {

std::string manifest_json(const DumpManifest& manifest) {
  std::string out;
  {
    JsonMembers members(out);
    members.number("cursor", manifest.result.cursor);
    members.object("options", [&](JsonMembers& options) {
      for (const auto& [name, value] : manifest.options) options.text(name, value);
    });
    members.text("compression", manifest.compression);
    members.number("shard_size", manifest.shard_size);
    members.number("joined_pages", manifest.result.joined);
    members.object("left_out", [&](JsonMembers& dropped) {
      for (const auto& [filter, count] : manifest.result.dropped) dropped.number(filter, count);
    });
    if (!manifest.result.redacted.empty())
      members.object("redacted", [&](JsonMembers& kinds) {
        for (const auto& [kind, count] : manifest.result.redacted) kinds.number(kind, count);
      });
    members.object("statistics",
                   [&](JsonMembers& each) { write_statistics(manifest.statistics, each); });
    members.list("shards", manifest.shards, [](JsonMembers& each, const DumpShard& shard) {
      each.text("file", shard.file);
      each.number("records", shard.records);
      each.number("bytes", shard.bytes);
      each.number("content_bytes", shard.content_bytes);
      each.text("sha256", shard.sha256);
    });
  }
  return out += '\n';
}

}  // namespace winnow
