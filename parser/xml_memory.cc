#include "parser/xml_memory.h"

#include <cstdlib>

namespace winnow {
namespace {

// Expat's callbacks have no user data, so the account is the thread's.
thread_local size_t left = 0;

// In front of each block, its size.
constexpr size_t kHeader = alignof(std::max_align_t);
static_assert(kHeader >= sizeof(size_t));

size_t& size_of(void* block) {
  return *reinterpret_cast<size_t*>(static_cast<char*>(block) - kHeader);
}

void* take(void* block, size_t size) {
  const size_t old = block ? size_of(block) : 0;
  if (size > left + old) return nullptr;
  void* raw = std::realloc(block ? static_cast<char*>(block) - kHeader : nullptr, size + kHeader);
  if (!raw) return nullptr;
  left = left + old - size;
  void* fresh = static_cast<char*>(raw) + kHeader;
  size_of(fresh) = size;
  return fresh;
}

void* allocate(size_t size) { return take(nullptr, size); }

void release(void* block) {
  if (!block) return;
  left += size_of(block);
  std::free(static_cast<char*>(block) - kHeader);
}

}  // namespace

XmlMemory::XmlMemory(size_t limit) : outer_(left) { left = limit; }
XmlMemory::~XmlMemory() { left = outer_; }

const XML_Memory_Handling_Suite& XmlMemory::suite() {
  static const XML_Memory_Handling_Suite suite{allocate, take, release};
  return suite;
}

}  // namespace winnow
