#pragma once
#include <leveldb/env.h>

#include <string>

namespace winnow {

// LevelDB maps its tables into memory, so the process seems to grow with the store. This Env of
// real files reads them by pread() instead: memory is what the settings say, and the kernel's page
// cache serves as before. A descriptor a table.
class ReadEnv : public leveldb::EnvWrapper {
 public:
  ReadEnv() : EnvWrapper(Env::Default()) {}

  leveldb::Status NewRandomAccessFile(const std::string& name,
                                      leveldb::RandomAccessFile** file) override;
};

// How many tables may be open beside the process's other files.
int most_open_tables();

}  // namespace winnow
