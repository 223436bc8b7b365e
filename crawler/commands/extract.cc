#include "parser/extract.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/commands/command.h"
#include "crawler/output_file.h"
#include "parser/explain.h"
#include "parser/gunzip.h"
#include "parser/markdown.h"
#include "storage/json_members.h"

namespace winnow {
namespace {

constexpr size_t kMaxFileBytes = 64 << 20;

struct ExtractArguments {
  std::string url, content_type, format = "json", explain;
  bool blocks = false;
  std::vector<std::string> files;
};

// The bytes of the file, or of stdin for "-"; a gzip file's content.
Result<std::string> read_page(const std::string& name) {
  std::string bytes;
  std::ifstream file;
  if (name != "-") {
    file.open(name, std::ios::binary);
    if (!file) return Error{"cannot open it"};
  }
  std::istream& in = name == "-" ? std::cin : file;
  std::vector<char> buffer(1 << 16);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
    bytes.append(buffer.data(), static_cast<size_t>(in.gcount()));
    if (bytes.size() > kMaxFileBytes) return Error{"it has more than 64 MiB"};
  }
  if (in.bad() || !in.eof()) return Error{"cannot read it"};
  return is_gzip(bytes) ? gunzip(bytes, kMaxFileBytes) : std::move(bytes);
}

void write_blocks(JsonMembers& members, const std::vector<Block>& blocks) {
  members.list("blocks", blocks, [](JsonMembers& item, const Block& block) {
    item.text("kind", name_of(block.kind));
    item.number("level", block.level);
    item.text("text", block.text);
  });
}

std::string json_line(const std::string& file, const ExtractArguments& arguments,
                      const Extraction& page) {
  std::string line;
  {
    JsonMembers members(line);
    members.text("file", file);
    members.text("url", arguments.url.empty() ? page.metadata.canonical : arguments.url);
    members.text("verdict", name_of(page.verdict));
    members.text("refusal", page.refusal);
    members.text("title", page.metadata.title);
    members.text("author", page.metadata.author);
    members.text("published", page.metadata.published);
    members.text("site_name", page.metadata.site_name);
    members.text("language", page.language.code);
    members.number("language_confidence", page.language.confidence);
    members.text("canonical", page.metadata.canonical);
    members.text("charset", page.charset);
    members.text("next_page", page.next_page);
    members.number("links", page.links.size());
    members.boolean("noindex", page.robots.noindex);
    members.text("text", text_of(page));
    if (arguments.blocks) write_blocks(members, page.blocks);
    members.list("dropped", page.dropped, [](JsonMembers& item, const auto& rule) {
      item.text("rule", rule.first);
      item.number("blocks", rule.second);
    });
  }
  return line += '\n';
}

// Files are parted by an empty line.
std::string parted(std::string text, bool first) {
  if (text.empty()) return "";
  if (!text.ends_with('\n')) text += '\n';
  return (first ? "" : "\n") + text;
}

std::string output_of(const std::string& file, const ExtractArguments& arguments,
                      const Extraction& page, bool first) {
  if (arguments.format == "json") return json_line(file, arguments, page);
  return parted(arguments.format == "text" ? text_of(page) : markdown_of(page.blocks), first);
}

void write_file(const std::string& path, std::string_view bytes) {
  OutputFile file(path);
  file.write(bytes);
  file.commit();
}

int run_extract(const ExtractArguments& arguments) {
  if (!arguments.explain.empty() && arguments.files.size() > 1) {
    std::fprintf(stderr, "winnow: --explain takes one FILE\n");
    return kExitUsage;
  }
  std::optional<Url> url;
  if (!arguments.url.empty()) {
    Result<Url> parsed = Url::parse(arguments.url);
    if (!parsed) {
      std::fprintf(stderr, "winnow: --url %s: %s\n", arguments.url.c_str(), parsed.error().c_str());
      return kExitUsage;
    }
    url = std::move(*parsed);
  }
  int code = kExitOk;
  bool first = true;
  OutputFile output({});
  for (const std::string& file : arguments.files) {
    const Result<std::string> bytes = read_page(file);
    if (!bytes) {
      std::fprintf(stderr, "winnow: %s: %s\n", file.c_str(), bytes.error().c_str());
      code = kExitFailed;
      continue;
    }
    Page page;
    page.url = url ? &*url : nullptr;
    page.content_type = arguments.content_type;
    page.bytes = *bytes;
    std::vector<BlockTrace> trace;
    const Extraction extraction = extract(page, {}, arguments.explain.empty() ? nullptr : &trace);
    if (!arguments.explain.empty())
      write_file(arguments.explain, explanation_of(file, extraction, trace));
    const std::string text = output_of(file, arguments, extraction, first);
    first &= text.empty();
    output.write(text);
  }
  output.commit();
  return code;
}

}  // namespace

void add_extract(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand("extract", "Extract the article of HTML files, offline");
  const auto arguments = std::make_shared<ExtractArguments>();
  command->add_option("files", arguments->files, "HTML files, also .gz; - for stdin")
      ->required()
      ->type_name("FILE");
  command->add_option("--url", arguments->url,
                      "The page's URL, for its links; else what the page declares");
  command->add_option("--content-type", arguments->content_type,
                      "Content-Type it was served with: type and charset");
  command
      ->add_option("--format", arguments->format,
                   "json: one line a FILE, in the order given. text: one block a line; markdown: "
                   "CommonMark with tables; both give nothing for a page without an article, and "
                   "an empty line between files")
      ->check(CLI::IsMember({"json", "text", "markdown"}))
      ->capture_default_str();
  command
      ->add_option("--explain", arguments->explain,
                   "Also write an HTML page with every block of the one FILE, kept or dropped, and "
                   "why")
      ->type_name("HTML");
  command->add_flag("--blocks", arguments->blocks, "json: also the list of blocks");
  command->footer(
      "Every json line has all names; what the page does not say is \"\". A FILE that cannot be "
      "read\nis reported on stderr, the others are done, and the exit code is 1. A FILE may have "
      "64 "
      "MiB;\nof a page of more than 5 MiB the verdict is \"refused\".");
  command->callback([arguments, &run] { run = [arguments] { return run_extract(*arguments); }; });
}

}  // namespace winnow
