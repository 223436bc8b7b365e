#pragma once
#include <expat.h>

#include <cstddef>

namespace winnow {

// Expat remembers each name it meets for as long as it lives: 50 MB of distinct element names took
// 670 MB and 14 s. So what one parser may hold is limited: while an XmlMemory stands, parsers made
// with its suite on this thread get at most `limit` bytes together, then XML_ERROR_NO_MEMORY. They
// must be freed before it goes.
class XmlMemory {
 public:
  explicit XmlMemory(size_t limit);
  ~XmlMemory();
  XmlMemory(const XmlMemory&) = delete;
  XmlMemory& operator=(const XmlMemory&) = delete;

  static const XML_Memory_Handling_Suite& suite();

 private:
  size_t outer_;  // what is left of the one that stood before, if any
};

}  // namespace winnow
