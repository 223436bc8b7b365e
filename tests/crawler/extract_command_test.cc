// The command as a user runs it: `winnow extract`.
#include <array>
#include <boost/json.hpp>
#include <cstdio>
#include <fstream>

#include "tests/catch.h"
#include "tests/crawler/support/temporary_folder.h"

using namespace winnow;

namespace {

struct Output {
  std::string out;
  int code;
};

Output output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  Output result;
  std::array<char, 4096> buffer;
  while (const size_t n = fread(buffer.data(), 1, buffer.size(), pipe)) {
    result.out.append(buffer.data(), n);
  }
  result.code = WEXITSTATUS(pclose(pipe));
  return result;
}

Output run(const std::string& arguments) {
  return output_of(std::string(WINNOW_BINARY) + " extract " + arguments);
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

const std::string kArticle =
    "<html lang=en><title>The mill turns - Grain</title><article><h1>The mill turns</h1>"
    "<p>The mill by the river was built in the spring of a dry year, and for a long time nobody "
    "believed that its wheel would ever turn.</p><p>When the rain came at last, the whole village "
    "stood on the bridge, and the miller opened the gate with both of his hands. \xFF</p><p>Since "
    "that morning the stones "
    "have ground what the farmers bring, and the flour is sold as far away as the coast.</p>"
    "<a href=/next>Next</a></article>";

struct Files {
  TemporaryFolder folder;
  std::string article = write("article.html", kArticle);
  std::string empty = write("empty.html", "");
  std::string pdf = write("paper.pdf", "%PDF-1.4");

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = (folder.path() / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
};

}  // namespace

TEST_CASE("extract prints one JSON line a file, in order, with all names") {
  const Files files;
  const Output output = run(files.article + " " + files.empty + " " + files.pdf);
  CHECK(output.code == 0);
  const auto lines = lines_of(output.out);
  REQUIRE(lines.size() == 3);
  for (const auto& line : lines) {
    for (const char* name : {"file", "url", "verdict", "refusal", "title", "author", "published",
                             "site_name", "language", "language_confidence", "canonical", "charset",
                             "next_page", "links", "noindex", "text", "dropped"}) {
      INFO(name);
      CHECK(line.contains(name));
    }
  }
  CHECK(lines[0].at("file").as_string() == files.article.c_str());
  CHECK(lines[0].at("verdict").as_string() == "article");
  CHECK(lines[0].at("title").as_string() == "The mill turns");
  CHECK(lines[0].at("author").as_string() == "");
  CHECK(lines[1].at("verdict").as_string() == "empty");
  CHECK(lines[1].at("text").as_string() == "");
  CHECK(lines[2].at("verdict").as_string() == "not-html");
  CHECK(lines[2].at("refusal").as_string() == "pdf");
}

TEST_CASE("extract takes the URL for links, and the content type for the charset") {
  const Files files;
  CHECK(lines_of(run(files.article).out)[0].at("links").as_int64() == 0);
  const auto line = lines_of(run("--url https://a.example/b " + files.article).out)[0];
  CHECK(line.at("links").as_int64() == 1);
  CHECK(line.at("url").as_string() == "https://a.example/b");
  CHECK(lines_of(run("--content-type application/json " + files.article).out)[0]
            .at("verdict")
            .as_string() == "not-html");
}

TEST_CASE("extract as text prints a block a line and nothing for no article") {
  const Files files;
  const Output output = run("--format text " + files.article);
  CHECK(std::count(output.out.begin(), output.out.end(), '\n') >= 3);
  CHECK(output.out.find("The mill by the river was built") != std::string::npos);
  CHECK(run("--format text " + files.empty).out == "");
  const std::string both = run("--format text " + files.article + " " + files.article).out;
  CHECK(both == output.out + "\n" + output.out);
}

TEST_CASE("extract as markdown prints the blocks in their form and nothing for no article") {
  const Files files;
  const Output output = run("--format markdown " + files.article);
  CHECK(output.code == 0);
  CHECK(output.out.find("The mill by the river was built") != std::string::npos);
  CHECK(output.out.find("\n\n") != std::string::npos);
  CHECK(run("--format markdown " + files.empty).out == "");
}

TEST_CASE("a file that cannot be read fails alone") {
  const Files files;
  const Output output = run("/no/such/file " + files.article + " 2>/dev/null");
  CHECK(output.code == 1);
  CHECK(lines_of(output.out).size() == 1);
  CHECK(run(files.folder.path().string() + " 2>/dev/null").code == 1);
  CHECK(run("2>/dev/null").code == 2);
  CHECK(run("--url nonsense " + files.article + " 2>/dev/null").code == 2);
  CHECK(run("--format xml " + files.article + " 2>/dev/null").code == 2);
}

TEST_CASE("extract reads stdin and gzip files") {
  const Files files;
  const Output plain = run("--format text " + files.article);
  CHECK(run("--format text - < " + files.article).out == plain.out);
  REQUIRE(std::system(("gzip -k " + files.article).c_str()) == 0);
  CHECK(run("--format text " + files.article + ".gz").out == plain.out);
  const std::string damaged = files.write("damaged.gz", "\x1F\x8B\x08nonsense");
  CHECK(run(damaged + " 2>/dev/null").code == 1);
}

TEST_CASE("blocks are listed on demand") {
  const Files files;
  const auto line = lines_of(run("--blocks " + files.article).out)[0];
  REQUIRE(line.at("blocks").as_array().size() >= 3);
  CHECK(line.at("blocks").as_array().back().as_object().at("kind").as_string() == "paragraph");
}

TEST_CASE("extract --explain writes a page of one file beside the output") {
  const Files files;
  const std::string html = files.folder.path() / "why.html";
  const Output output = run("--format text --explain " + html + " " + files.article);
  CHECK(output.code == 0);
  CHECK(output.out == run("--format text " + files.article).out);
  std::ifstream file(html);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  CHECK(page.find("<div class=\"block kept ") != page.npos);
  CHECK(
      run("--explain " + html + " " + files.article + " " + files.article + " 2>/dev/null").code ==
      2);
}

TEST_CASE("a browser shows an explanation and runs nothing of the page") {
  if (std::system("command -v chromium >/dev/null") != 0) {
    WARN("SKIPPED: there is no chromium");
    return;
  }
  const Files files;
  const std::string attack = "&lt;/p>&lt;/title>&lt;script>document.title='mark'&lt;/script>";
  const std::string page = files.write(
      "hostile.html", "<title>" + attack + "</title><p>" + attack +
                          "<p>The mill by the river was built in 1820, and for a hundred years it "
                          "ground the corn of the whole valley, until its doors were closed."
                          "<p onclick=x>A school is what it is today, and on the first Sunday of "
                          "each month the wheel turns again for whoever comes to look at it.");
  const std::string html = files.folder.path() / "why.html";
  REQUIRE(run("--explain " + html + " " + page).code == 0);
  const std::string command =
      "timeout 100 chromium --headless --no-sandbox --disable-gpu --dump-dom --user-data-dir=" +
      (files.folder.path() / "profile").string() + " file://" + html + " 2>/dev/null";
  const std::string dom = output_of(command).out;
  if (dom.empty()) {
    WARN("SKIPPED: chromium does not start here");
    return;
  }
  CHECK(dom.find("<title>winnow: &lt;/p&gt;&lt;/title&gt;&lt;script&gt;") != dom.npos);
  CHECK(dom.find("<script") == dom.npos);
  CHECK(dom.find("class=\"block kept paragraph\"") != dom.npos);
}
