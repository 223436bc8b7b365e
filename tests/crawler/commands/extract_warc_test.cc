// `winnow extract` on WARC files, run as a user runs it.
#include <boost/json.hpp>
#include <fstream>

#include "crawler/warc_extract.h"
#include "parser/warc/digest.h"
#include "tests/catch.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/temporary_folder.h"
#include "tests/parser/support/gzip.h"
#include "tests/parser/support/warc.h"

using namespace winnow;

namespace {

std::string page(const std::string& title, const std::string& head = "") {
  return "<html lang=en><title>" + title + "</title>" + head + "<article><h1>" + title +
         "</h1><p>The mill by the river was built in the spring of a dry year, and for a long time "
         "nobody believed that its wheel would ever turn.</p><p>When the rain came at last, the "
         "whole village stood on the bridge, and the miller opened the gate with both of his "
         "hands.</p><p>Since that morning the stones have ground what the farmers bring, and the "
         "flour is sold as far away as the coast.</p></article>";
}

std::string http(const std::string& fields, const std::string& body,
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\n" + fields + "\r\n" +
         body;
}

struct Files {
  TemporaryFolder folder;

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = (folder.path() / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
};

Ran extract(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {WINNOW_BINARY, "extract"});
  return run_command(arguments);
}

std::vector<boost::json::object> lines_of(const std::string& out) {
  std::vector<boost::json::object> lines;
  for (size_t begin = 0; begin < out.size();) {
    const size_t end = out.find('\n', begin);
    REQUIRE(end != out.npos);
    lines.push_back(boost::json::parse(out.substr(begin, end - begin)).as_object());
    begin = end + 1;
  }
  return lines;
}

// One of each kind, and the articles among them.
std::string mixed_file() {
  const std::string records[] = {
      warc_record("warcinfo", "", "software: test\r\n"),
      warc_record("request", "WARC-Target-URI: http://a.example/1\r\n", "GET /1 HTTP/1.1\r\n\r\n"),
      warc_response("http://a.example:80/1?utm_source=x#top", http("", page("One"))),
      warc_response("http://a.example/2", http("Content-Encoding: gzip\r\n", gzip(page("Two")))),
      warc_response("http://a.example/no", http("", page("Gone"), "404 Not Found")),
      warc_response("http://a.example/hidden", http("X-Robots-Tag: noindex\r\n", page("Hidden"))),
      warc_response("http://a.example/hidden2",
                    http("", page("Hidden", "<meta name=robots content=noarchive>"))),
      warc_response("http://a.example/list", http("", "<a href=/1>One</a>")),
      warc_response("http://a.example/odd", "no HTTP at all"),
      warc_response("dns:a.example", "20240501 127.0.0.1"),
      warc_response("http://[bad/", http("", page("Bad"))),
      warc_record("resource",
                  "WARC-Target-URI: <https://a.example/3>\r\nContent-Type: text/html\r\n",
                  page("Three")),
      warc_record("revisit", "WARC-Target-URI: http://a.example/1\r\n", http("", "")),
  };
  std::string file;
  for (const std::string& record : records) file += gzip(record);
  return file;
}

}  // namespace

TEST_CASE("extract gives the dump's line for each article of a WARC file, and counts the rest") {
  const Files files;
  const Ran ran = extract({files.write("a.warc.gz", mixed_file())});
  CHECK(ran.exit == 0);
  const auto lines = lines_of(ran.out);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].at("url") == "http://a.example/1");
  CHECK(lines[1].at("url") == "http://a.example/2");
  CHECK(lines[2].at("url") == "https://a.example/3");
  CHECK(lines[0].at("title") == "One");
  CHECK(lines[0].at("fetched") == "2024-05-01T10:20:30Z");
  CHECK(lines[0].at("charset") == "UTF-8");
  CHECK(lines[2].at("sequence") == 3);
  CHECK(lines[1].at("text").as_string().starts_with("The mill by the river"));
  CHECK(ran.err ==
        "13 records; not read: 0 damaged, 0 truncated, 0 too large\n"
        "9 pages, 3 articles; left out: empty 1, no-http 1, no-url 1, noarchive 1, noindex 1, "
        "status 1\n");
}

TEST_CASE("a page whose bytes are not what its digest says is left out and counted") {
  const Files files;
  const std::string block = http("", page("One"));
  const auto archived = [&](const std::string& digest) {
    return warc_record(
        "response", "WARC-Target-URI: http://a.example/1\r\nWARC-Block-Digest: " + digest + "\r\n",
        block);
  };
  const Ran ran = extract({files.write(
      "a.warc", archived(warc_digest(block)) + archived("sha1:AAAA") + archived("odd:x"))});
  CHECK(lines_of(ran.out).size() == 2);
  CHECK(ran.err.ends_with("3 pages, 2 articles; left out: digest 1\n"));
}

TEST_CASE("any number of workers gives the same lines in the same order") {
  const Files files;
  std::string archive;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    std::string body = page("Number " + number);
    if (i % 7 == 0) body += std::string(300'000, ' ');  // slower than its neighbours
    archive += warc_response("http://a.example/" + number, http("", body));
  }
  const std::string file = files.write("a.warc", archive);
  const Ran one = extract({"--workers", "1", file});
  CHECK(lines_of(one.out).size() == 40);
  for (const char* workers : {"2", "5"}) {
    const Ran many = extract({"--workers", workers, file});
    CHECK(many.out == one.out);
    CHECK(many.err == one.err);
  }
}

TEST_CASE("WARC files come as arguments, on stdin, beside HTML files, in each format") {
  const Files files;
  const std::string archive = files.write("a.warc.gz", mixed_file());
  const std::string html = files.write("page.html", page("Alone"));
  const std::string cut = files.write(
      "cut.warc", warc_response("http://a.example/1", http("", page("One"))).substr(0, 500));
  CHECK(lines_of(extract({archive, html, archive, cut}).out).size() == 7);
  CHECK(
      extract({cut}).err.starts_with("0 records; not read: 0 damaged, 1 truncated, 0 too large\n"));
  CHECK(extract({cut}).exit == 0);
  const Ran text = extract({"--format", "text", archive});
  CHECK(text.out.starts_with("One\nThe mill by the river"));
  CHECK(
      extract({"--format", "markdown", archive}).out.starts_with("<!-- http://a.example/1 -->\n"));
  const Ran piped =
      run_command({"/bin/sh", "-c", "cat " + archive + " | " WINNOW_BINARY " extract -"});
  CHECK(piped.out == extract({archive}).out);
  const Ran blocks = extract({"--blocks", archive});
  CHECK(lines_of(blocks.out)[0].at("blocks").as_array().size() >= 3);
}

TEST_CASE("options that are for HTML files are refused for a WARC file") {
  const Files files;
  const std::string archive = files.write("a.warc.gz", mixed_file());
  CHECK(extract({"--url", "http://a.example/", archive}).exit == 1);
  CHECK(extract({"--content-type", "text/html", archive}).exit == 1);
  CHECK(extract({"--workers", "-1", archive}).exit == 2);
}
