#include "crawler/log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "tests/catch.h"

namespace winnow {
namespace {

TEST_CASE("stderr is the journal if JOURNAL_STREAM names its device and inode") {
  const int fd = open("/dev/null", O_WRONLY);
  struct stat file {};
  REQUIRE(fstat(fd, &file) == 0);
  const std::string device = std::to_string(file.st_dev), inode = std::to_string(file.st_ino);
  CHECK(is_journal(device + ":" + inode, fd));
  CHECK_FALSE(is_journal(device + ":1" + inode, fd));
  CHECK_FALSE(is_journal("", fd));
  CHECK_FALSE(is_journal(device, fd));
  close(fd);
  CHECK_FALSE(is_journal(device + ":" + inode, fd));
}

}  // namespace
}  // namespace winnow
