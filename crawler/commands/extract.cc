#include "parser/extract.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/commands/command.h"
#include "crawler/input_file.h"
#include "crawler/output_file.h"
#include "crawler/warc_extract.h"
#include "parser/explain.h"
#include "parser/gunzip.h"
#include "parser/markdown.h"
#include "storage/dump.h"
#include "storage/json_members.h"

namespace winnow {
namespace {

constexpr size_t kMaxFileBytes = 64 << 20;

struct ExtractArguments {
  std::string url, content_type, format = "json", explain;
  bool blocks = false, links = false;
  size_t workers = 0;
  std::vector<std::string> files;
};

// The page in a file; of a gzip file its content.
Result<std::string> read_page(InputFile& file) {
  std::string bytes;
  std::vector<char> buffer(1 << 16);
  while (const size_t got = file.read(buffer.data(), buffer.size())) {
    bytes.append(buffer.data(), got);
    if (bytes.size() > kMaxFileBytes) return Error{"it has more than 64 MiB"};
  }
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

// One run over all files.
class Extractor {
 public:
  explicit Extractor(const ExtractArguments& arguments, std::optional<Url> url)
      : arguments_(arguments), url_(std::move(url)), output_({}) {}

  // True if all could be read.
  bool run() {
    bool good = true;
    for (const std::string& name : arguments_.files) {
      try {
        read(name);
      } catch (const InputError& e) {
        std::fprintf(stderr, "winnow: %s: %s\n", name.c_str(), e.what());
        good = false;
      }
    }
    output_.commit();
    if (archives_) std::fputs(to_string(archives_->counts()).c_str(), stderr);
    return good;
  }

 private:
  void read(const std::string& name) {
    InputFile file(name);
    if (is_warc(file.start())) return read_archive(file);
    const Result<std::string> bytes = read_page(file);
    if (!bytes) throw InputError(bytes.error());
    write_page(name, *bytes);
  }

  void write_page(const std::string& name, std::string_view bytes) {
    Page page;
    page.url = url_ ? &*url_ : nullptr;
    page.content_type = arguments_.content_type;
    page.bytes = bytes;
    const bool explain = !arguments_.explain.empty();
    std::vector<BlockTrace> trace;
    ExtractOptions options;
    options.block_links = arguments_.links;
    const Extraction extraction = extract(page, options, explain ? &trace : nullptr);
    if (explain) write_file(arguments_.explain, explanation_of(name, extraction, trace));
    const std::string text = output_of(name, arguments_, extraction, first_);
    first_ &= text.empty();
    output_.write(text);
  }

  void read_archive(InputFile& file) {
    const bool links = arguments_.links;
    if (url_ || links || !arguments_.content_type.empty() || !arguments_.explain.empty())
      throw InputError(
          "it is a WARC file, to which --url, --content-type, --links and --explain say nothing");
    if (!archives_)
      archives_.emplace(arguments_.workers, ExtractOptions{},
                        [this](const ArticleRecord& article) { write_article(article); });
    archives_->read([&file](char* to, size_t room) { return file.read(to, room); });
  }

  void write_article(const ArticleRecord& article) {
    DumpOptions options;
    options.blocks = arguments_.blocks;
    std::string out;
    dump_format().article(article, options, out);
    output_.write(out);
  }

  const DumpFormat& dump_format() const {
    if (arguments_.format == "json") return kJsonlDump;
    return arguments_.format == "text" ? kTextDump : kMarkdownDump;
  }

  const ExtractArguments& arguments_;
  const std::optional<Url> url_;
  OutputFile output_;
  bool first_ = true;  // nothing is written yet
  std::optional<WarcExtractor> archives_;
};

int run_extract(const ExtractArguments& arguments) {
  if (arguments.links && arguments.format != "markdown") {
    std::fprintf(stderr, "winnow: --links is for --format markdown\n");
    return kExitUsage;
  }
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
  return Extractor(arguments, std::move(url)).run() ? kExitOk : kExitFailed;
}

}  // namespace

void add_extract(CLI::App& app, Run& run) {
  auto* command =
      app.add_subcommand("extract", "Extract the articles of HTML and WARC files, offline");
  const auto arguments = std::make_shared<ExtractArguments>();
  command->add_option("files", arguments->files, "HTML or WARC files, also .gz; - for stdin")
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
  command->add_flag("--links", arguments->links, "markdown: keep the links; not of a WARC file");
  command
      ->add_option("--workers", arguments->workers,
                   "Threads that extract a WARC file's pages; 0: one a core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command->footer(
      "Every json line has all names; what the page does not say is \"\". A FILE that cannot be "
      "read\nis reported on stderr, the others are done, and the exit code is 1. An HTML file may "
      "have 64 MiB;\nof a page of more than 5 MiB the verdict is \"refused\".\n"
      "A FILE that begins as a WARC file is one. Of each response record with an article it gives "
      "what\n`winnow dump` would, in the order of the records; noindex and noarchive pages are "
      "left "
      "out.\nRecords that are damaged, cut off or larger than 16 MiB are counted and passed over.");
  command->callback([arguments, &run] { run = [arguments] { return run_extract(*arguments); }; });
}

}  // namespace winnow
