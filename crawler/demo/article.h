#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace winnow::demo {

// `key: value` lines. A key given several times has its values joined by newlines.
using Fields = std::map<std::string, std::string, std::less<>>;

// The fields before the line `---` (all of the text if there is none), and what follows it.
struct Document {
  Fields fields;
  std::string_view rest;
};
Document parse_document(std::string_view text);
std::string field(const Fields& fields, std::string_view key, std::string_view otherwise = {});

// One block of an article. `kind` is paragraph, heading, list, olist, quote, code, table or
// caption; any other kind is chrome inside the body (`@ad ...` has kind ad), which the truth leaves
// out.
struct SourceBlock {
  std::string kind;
  int level = 0;                   // of a heading
  std::vector<std::string> lines;  // list: items; table: rows, cells divided by tabs; else one
  bool chrome() const;
};

// One post of a thread, or the whole body of anything else.
struct Post {
  std::string author, date;
  std::vector<SourceBlock> blocks;
};

// An article file: fields, then the body in the markup that README.md describes.
struct Article {
  Fields fields;
  std::vector<std::vector<Post>> pages;  // by `===` lines: the pages of a paginated article
};
Article parse_article(std::string_view text);

// The body's text as extraction should give it: one block a line, inline markup gone.
std::string truth_of(const std::vector<Post>& page);

// Inline markup ([text](href), **strong**, `code`) to HTML, or dropped.
std::string inline_html(std::string_view text);
std::string inline_text(std::string_view text);

}  // namespace winnow::demo
