#include <fstream>

#include "tests/catch.h"
#include "tests/crawler/support/program.h"
#include "tests/crawler/support/temporary_folder.h"

using namespace winnow;

TEST_CASE("winnow robots says what is allowed and which line decided") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "robots.txt").string();
  std::ofstream(file) << "User-agent: *\nDisallow: /\n\nUser-agent: Winnow\nDisallow: /a  # no\n"
                         "Allow: /a/b\n";
  const ProgramResult ours = run_winnow({"robots", "--agent", "winnow", "--file", file,
                                         "http://x.example/a/c", "/a/b", "https://x.example/"});
  CHECK(ours.out ==
        "disallowed\tline 5: Disallow: /a  # no\thttp://x.example/a/c\n"
        "allowed\tline 6: Allow: /a/b\t/a/b\n"
        "allowed\tno rule\thttps://x.example/\n");
  CHECK(ours.code == 0);
  const ProgramResult other =
      run_winnow({"robots", "--agent", "other", "--file", file, "/", "/robots.txt", "ftp://x/"});
  CHECK(other.out ==
        "disallowed\tline 2: Disallow: /\t/\nallowed\tno rule\t/robots.txt\n"
        "invalid: not-http\tftp://x/\n");
  CHECK(other.code == 1);
}

TEST_CASE("winnow robots without its file fails, without its options is used wrongly") {
  CHECK(run_winnow({"robots", "--agent", "a", "--file", "/nonexistent/robots.txt", "/"}).code == 1);
  CHECK(run_winnow({"robots", "--agent", "a", "/"}).code == 2);
}
